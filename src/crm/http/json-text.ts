const WHOLE_NUMBER = /^-?\d+$/;
const MAY_HOLD_LONG_NUMBER = /\d{16}/;

/**
 * Parses JSON, keeping whole numbers that a double cannot hold (17-digit ids) as their text.
 *
 * @throws SyntaxError whose message quotes the text: never show it, it may hold personal data.
 */
export function parseJson(text: string): unknown {
  // The reviver costs several times a plain parse, so it runs only where a long number can be.
  return MAY_HOLD_LONG_NUMBER.test(text) ? JSON.parse(text, keepLongNumbers) : JSON.parse(text);
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && WHOLE_NUMBER.test(source) ? source : value;
}

/**
 * A whole number of any length, for `JSON.stringify`: it is written as it stands.
 *
 * @param digits - Nothing but digits.
 */
export const wholeNumber = (digits: string): unknown => (JSON as RawJson).rawJSON(digits);

/** Of the same proposal as the reviver's `source` above; TypeScript does not know it yet. */
type RawJson = typeof JSON & { rawJSON(text: string): unknown };
