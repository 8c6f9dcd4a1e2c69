import type { FeatureColumn } from '#features';

/** Decimals of a part: what is cut off comes to less than 1e-7 in the sum of a hundred. */
const DECIMALS = 9;
const ONE = 10 ** DECIMALS;
const [MINUS, SPACE, ZERO] = Buffer.from('- 0') as unknown as [number, number, number];

/** Parts of a score, by column, as the text of a JSON object. */
export type PartsText = (parts: readonly number[]) => string;

const ready = new WeakMap<readonly FeatureColumn[], PartsText>();

/** Made once for a schema: do not change the columns afterwards. */
export function partsTextOf(columns: readonly FeatureColumn[]): PartsText {
  let text = ready.get(columns);
  if (!text) ready.set(columns, (text = laidOut(columns.map(({ name }) => name))));
  return text;
}

/**
 * The names never change and every number is given the same room, so that the whole text is laid out
 * once and only digits are put in. To find the shortest decimals of a hundred numbers, and to put names
 * between them, takes longer than to score the lead.
 */
function laidOut(names: readonly string[]): PartsText {
  const room = (0).toFixed(DECIMALS);
  let text = '{';
  const places: number[] = [];
  for (const name of names) {
    text += `${places.length ? ',' : ''}${inAscii(JSON.stringify(name))}:`;
    places.push(text.length);
    text += ` ${room}`;
  }
  const bytes = Buffer.from(`${text}}`, 'latin1');
  return (parts) => {
    for (let at = 0; at < places.length; at++)
      if (!write(bytes, places[at]!, parts[at]!)) return atLength(names, parts);
    return bytes.toString('latin1');
  };
}

/** @returns whether it has room: most parts of log-odds are far below 10. */
function write(bytes: Buffer, place: number, part: number): boolean {
  const size = Math.abs(part);
  let whole = Math.floor(size);
  let rest = Math.round((size - whole) * ONE);
  if (rest === ONE) {
    whole += 1;
    rest = 0;
  }
  if (!(whole < 10)) return false;
  bytes[place] = part < 0 && (whole > 0 || rest > 0) ? MINUS : SPACE;
  bytes[place + 1] = ZERO + whole;
  // Behind the point, the last digit first.
  for (let at = place + 2 + DECIMALS; at > place + 2; at--) {
    const tenth = Math.floor(rest / 10);
    bytes[at] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
  return true;
}

function atLength(names: readonly string[], parts: readonly number[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name, at) => [name, parts[at]])));
}

/** A CRM's own field may be called anything. */
const inAscii = (text: string): string =>
  text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
