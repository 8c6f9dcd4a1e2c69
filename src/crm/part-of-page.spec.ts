import { CrmUnavailableError } from './crm.errors.js';
import type { CrmRecord } from './crm-record.js';
import { readOneByOne } from './part-of-page.js';

const record = (row: number): CrmRecord => ({
  kind: 'unreadable',
  payload: row,
  refusal: { reason: 'invented', fix: 'none' },
});
const failsAt =
  (broken: number, error: Error) =>
  (row: number): Promise<CrmRecord> =>
    row === broken ? Promise.reject(error) : Promise.resolve(record(row));
const OUT = new CrmUnavailableError('The CRM answered 503.');

describe('rows that need a call each', () => {
  it('are handed over as far as they could be read', async () => {
    expect(await readOneByOne([1, 2, 3], failsAt(3, OUT))).toEqual({
      records: [record(1), record(2)],
      unread: 1,
    });
    expect(await readOneByOne([1, 2], failsAt(3, OUT))).toMatchObject({ unread: 0 });
  });

  it('are handed over twenty at a time', async () => {
    const rows = Array.from({ length: 45 }, (_, row) => row);

    const { records, unread } = await readOneByOne(rows, failsAt(-1, OUT));

    expect(records).toEqual(rows.slice(0, 20).map(record));
    expect(unread).toBe(25);
  });

  it('fail where none could be read, or where waiting does not help', async () => {
    await expect(readOneByOne([1, 2], failsAt(1, OUT))).rejects.toBe(OUT);
    const fault = new TypeError('a fault of ours');
    await expect(readOneByOne([1, 2], failsAt(2, fault))).rejects.toBe(fault);
  });
});
