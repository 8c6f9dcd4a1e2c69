import { CrmUnavailableError } from './crm.errors.js';
import type { CrmRecord } from './crm-record.js';

/** Whoever is killed in between has so many rows to read anew, and no more. */
const MOST_ROWS = 20;

/**
 * Reads rows that need a call each. Where a call fails, and after so many rows, what was read before is a
 * page of its own: otherwise a long page behind a shaky line, or of a reader that is stopped again and
 * again, would begin anew for ever.
 *
 * @returns `unread`: how many rows are left for another time.
 * @throws what failed, where nothing was read before it.
 */
export async function readOneByOne<T>(
  rows: readonly T[],
  read: (row: T) => Promise<CrmRecord>,
): Promise<{ records: CrmRecord[]; unread: number }> {
  const records: CrmRecord[] = [];
  for (const row of rows.slice(0, MOST_ROWS)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: vendors count calls
      records.push(await read(row));
    } catch (error) {
      if (records.length === 0 || !(error instanceof CrmUnavailableError)) throw error;
      break;
    }
  }
  return { records, unread: rows.length - records.length };
}
