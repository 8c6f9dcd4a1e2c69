import { type CrmPage, type CrmRecord, CrmUnavailableError } from '#crm';
import { pagesAhead } from './pages-ahead.js';
import { Patience } from './patience.js';

const LAST = 4;
const recordsOf = (count: number): CrmRecord[] =>
  Array.from({ length: count }, () => ({ kind: 'customer', payload: null, said: {} }));

/** Pages 1 to 4; the cursor behind a page is its number. */
const pageAfter = (cursor: string | null, records = 1): CrmPage => {
  const number = Number(cursor ?? 0) + 1;
  return { records: recordsOf(records), cursor: String(number), last: number === LAST };
};
/** Everything that was asked for meanwhile is there. */
const meanwhile = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const slow = async (after: string | null): Promise<CrmPage> => {
  await meanwhile();
  return pageAfter(after);
};
const large = async (after: string | null): Promise<CrmPage> => pageAfter(after, 1500);
const broken = async (after: string | null): Promise<CrmPage> => {
  if (after === '2') throw new TypeError('broken');
  return pageAfter(after);
};

describe('pages read ahead', () => {
  let asked: (string | null)[];
  let waits: number;
  const patience = new Patience({
    for: async () => {
      waits += 1;
    },
  });

  beforeEach(() => {
    asked = [];
    waits = 0;
  });

  const read = (pull: (cursor: string | null) => Promise<CrmPage>, cursor: string | null = null) =>
    pagesAhead(
      (after) => {
        asked.push(after);
        return pull(after);
      },
      cursor,
      patience,
    );
  /** The cursors of each handful that was handed over, while `work` goes on in between. */
  const handed = async (
    pull: (cursor: string | null) => Promise<CrmPage>,
    work: () => Promise<void>,
    seen: string[][] = [],
  ): Promise<string[][]> => {
    for await (const pages of read(pull)) {
      seen.push(pages.map(({ cursor }) => cursor));
      await work();
    }
    return seen;
  };

  it('come in order, each asked for once, those that came meanwhile together', async () => {
    expect(await handed(async (after) => pageAfter(after), meanwhile)).toEqual([
      ['1'],
      ['2', '3', '4'],
    ]);
    expect(asked).toEqual([null, '1', '2', '3']);
  });

  it('come one by one where storing is faster than reading', async () => {
    expect(await handed(slow, () => Promise.resolve())).toEqual([['1'], ['2'], ['3'], ['4']]);
  });

  it('go on behind a cursor', async () => {
    const pages = read(async (after) => pageAfter(after), '3');
    expect((await pages.next()).value).toEqual([pageAfter('3')]);
    expect((await pages.next()).done).toBe(true);
    expect(asked).toEqual(['3']);
  });

  it('are not read further ahead than one transaction holds', async () => {
    expect(await handed(large, meanwhile)).toEqual([['1'], ['2', '3'], ['4']]);
  });

  it('are asked for again in their turn, where the system could not answer', async () => {
    const busy = [1, 1, 1];
    const shaky = async (after: string | null): Promise<CrmPage> => {
      if (after === '1' && busy.pop()) throw new CrmUnavailableError('busy');
      return pageAfter(after);
    };
    expect((await handed(shaky, meanwhile)).flat()).toEqual(['1', '2', '3', '4']);
    expect(waits).toBe(3);
    expect(asked).toEqual([null, '1', '1', '1', '1', '2', '3']);
  });

  it('fail in their turn only: what was read before is handed over first', async () => {
    const seen: string[][] = [];
    await expect(handed(broken, meanwhile, seen)).rejects.toThrow('broken');
    expect(seen).toEqual([['1'], ['2']]);
  });

  it('are asked for no more once nobody wants them', async () => {
    for await (const [page] of read(slow)) if (page.cursor === '1') break;
    await meanwhile();
    await meanwhile();
    await meanwhile();
    expect(asked).toEqual([null, '1']);
    expect(waits).toBe(0);
  });

  it('are not asked for behind a cursor that does not move, until that page was handed over', async () => {
    const stuck = read(async () => ({ records: [], cursor: '1', last: false }), '1');
    expect((await stuck.next()).value).toEqual([{ records: [], cursor: '1', last: false }]);
    await meanwhile();
    expect(asked).toEqual(['1']);
    await stuck.return();
  });
});
