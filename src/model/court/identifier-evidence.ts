import type { FeatureTable } from '#features';
import { percent, type Evidence } from './evidence.js';
import type { HeardRows } from './heard-rows.js';

/** Share of different values from which they name leads rather than describe them. */
const NEARLY_UNIQUE = 0.95;
/** Fewer leads may all differ by chance. */
const LEAST_LEADS = 50;
/** Pairs of equal values a quantity of this range would show; their absence is no chance. */
const EXPECTED_PAIRS = 10;
/** Numbers of one length this long are telephone, account or record numbers. */
const LONG_NUMBER = 7;
const RUNNING_NUMBER = 0.99;

/** Does it name the lead? Such a value is never seen again, or counts the days instead of describing. */
export function identifierEvidence(
  table: FeatureTable,
  name: string,
  { rows, leads }: HeardRows,
): Evidence | undefined {
  const numbers = table.numeric.get(name);
  const texts = table.categorical.get(name);
  const values = Array.from(
    leads,
    (at) => numbers?.[rows[at]!] ?? texts?.[rows[at]!] ?? null,
  ).filter((value) => typeof value === 'string' || Number.isFinite(value));
  if (values.length < LEAST_LEADS) return undefined;
  const unique = new Set(values).size / values.length;
  if (unique < NEARLY_UNIQUE) return undefined;
  if (numbers && !numbersLeads(values as number[])) return undefined;
  return {
    kind: 'identifier',
    value: unique,
    strength: 1,
    convicts: true,
    words: `its values name leads: ${percent(unique)} of ${values.length} are different`,
  };
}

/** Quantities may be unique too, so a number must also look dealt out: running, dense or of one length. */
function numbersLeads(values: number[]): boolean {
  if (!values.every(Number.isInteger)) return false;
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  const pairs = values.length ** 2 / 2 / (most - least + 1);
  const digits = new Set(values.map((value) => String(Math.abs(value)).length));
  const oneLength = digits.size === 1 && String(most).length >= LONG_NUMBER;
  return pairs >= EXPECTED_PAIRS || oneLength || isRunning(values);
}

/** Rows come in order of arrival, and a running number grows with them. */
function isRunning(values: number[]): boolean {
  const rising = values.filter((value, at) => at > 0 && value > values[at - 1]!).length;
  const share = rising / (values.length - 1);
  return Math.max(share, 1 - share) >= RUNNING_NUMBER;
}
