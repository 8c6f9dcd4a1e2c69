import { createHash } from 'node:crypto';

/** A numbered page that was handed over. */
export interface PageBefore {
  /** Its number or place. */
  page: string;
  /** A mark of each of its rows, one behind the other. */
  marks: string;
}

const MARK_LENGTH = 8;
/** Further back than that, the list is another one: what rewrote it is told as a change. */
const MOST_PAGES_BACK = 4;

/** @param names - What tells the rows apart. */
export const pageBefore = (page: string, names: readonly string[]): PageBefore => ({
  page,
  marks: names.map(markOf).join(''),
});

export interface NumberedList<T> {
  read: (page: string) => Promise<readonly T[]>;
  /** What tells a row apart. */
  name: (row: T, at: number) => string;
  /** The page in front of one; null in front of the first, and where nobody can say. */
  inFront: (page: string) => string | null;
}

/**
 * Rows that slid over the edge of a page. Where a row of a page that was read is changed or deleted, all behind
 * it move up, and the first of the page that comes next stand on one that is never asked for again. So once
 * the next page is read the one before is asked for once more, and the one before that where nothing on
 * it is known any more.
 *
 * @param before - The page handed over last; null: none.
 */
export async function shiftedRows<T>(
  before: PageBefore | null,
  { read, name, inFront }: NumberedList<T>,
): Promise<T[]> {
  const known = new Set(before?.marks.match(new RegExp(`.{${MARK_LENGTH}}`, 'g')));
  const shifted: T[] = [];
  let page = before?.page ?? null;
  for (let back = 0; page !== null && back < MOST_PAGES_BACK; back++) {
    // oxlint-disable-next-line no-await-in-loop -- each page says whether one more is needed
    const rows = await read(page);
    const unknown = rows.filter((row, at) => !known.has(markOf(name(row, at))));
    shifted.push(...unknown);
    if (unknown.length < rows.length) break;
    page = inFront(page);
  }
  return shifted;
}

/** 48 bits: one row in many millions passes for another of its page. */
const markOf = (name: string): string =>
  createHash('sha256').update(name).digest('base64url').slice(0, MARK_LENGTH);
