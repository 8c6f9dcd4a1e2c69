import { CrmUnavailableError } from './crm.errors.js';
import type { CrmRecord } from './crm-record.js';

/**
 * Reads rows that need a call each. Where a call fails, what was read before it is a page of its own:
 * otherwise a long page behind a shaky line would begin anew for ever.
 *
 * @returns `unread`: how many rows are left for another time.
 * @throws what failed, where nothing was read before it.
 */
export async function readOneByOne<T>(
  rows: readonly T[],
  read: (row: T) => Promise<CrmRecord>,
): Promise<{ records: CrmRecord[]; unread: number }> {
  const records: CrmRecord[] = [];
  for (const row of rows) {
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
