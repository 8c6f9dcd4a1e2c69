import { pageBefore, shiftedRows } from './shifted-rows.js';

/** Pages of three, numbered from 1. */
function listOf(rows: string[]) {
  const asked: string[] = [];
  return {
    asked,
    read: async (page: string) => {
      asked.push(page);
      return rows.slice((Number(page) - 1) * 3, Number(page) * 3);
    },
    name: (row: string) => row,
    inFront: (page: string) => (page === '1' ? null : String(Number(page) - 1)),
  };
}

describe('Rows that slid over the edge of a page', () => {
  it('are none where the page before still is what it was, which takes one look', async () => {
    const list = listOf(['a', 'b', 'c', 'd']);

    await expect(shiftedRows(pageBefore('1', ['a', 'b', 'c']), list)).resolves.toEqual([]);

    expect(list.asked).toEqual(['1']);
  });

  it('are looked for nowhere behind the first page', async () => {
    const list = listOf(['a']);

    await expect(shiftedRows(null, list)).resolves.toEqual([]);

    expect(list.asked).toEqual([]);
  });

  it('are found on the page before, where one of its rows is gone', async () => {
    const list = listOf(['b', 'c', 'd', 'e']);

    await expect(shiftedRows(pageBefore('1', ['a', 'b', 'c']), list)).resolves.toEqual(['d']);
  });

  it('are found further back where more went than a page holds', async () => {
    const list = listOf(['e', 'f', 'g', 'h', 'i', 'j']);

    const shifted = await shiftedRows(pageBefore('2', ['d', 'e', 'f']), list);

    expect(shifted).toEqual(['h', 'i', 'j', 'g']);
    expect(list.asked).toEqual(['2', '1']);
  });

  it('are not looked for without end in a list that was rewritten', async () => {
    const list = listOf(Array.from({ length: 30 }, (_, at) => `new-${at}`));

    await shiftedRows(pageBefore('9', ['x', 'y', 'z']), list);

    expect(list.asked).toEqual(['9', '8', '7', '6']);
  });
});
