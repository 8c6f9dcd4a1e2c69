import { Together } from './together.js';

describe(Together.name, () => {
  it('does alone what comes alone, and together what comes meanwhile', async () => {
    const rounds: string[][] = [];
    const together = new Together<string, string>(async (_key, items) => {
      rounds.push([...items]);
      await new Promise((wake) => setTimeout(wake, 5));
      return items.map((item) => item.toUpperCase());
    });

    const answers = await Promise.all(['a', 'b', 'c'].map((item) => together.do('k', item)));

    expect(answers).toEqual(['A', 'B', 'C']);
    expect(rounds).toEqual([['a'], ['b', 'c']]);
    await expect(together.do('k', 'd')).resolves.toBe('D');
  });

  it('keeps keys apart', async () => {
    const rounds: string[] = [];
    const together = new Together<string, string>((key, items) => {
      rounds.push(`${key}: ${items.join()}`);
      return Promise.resolve([...items]);
    });

    await Promise.all([together.do('one', 'a'), together.do('other', 'b')]);

    expect(rounds).toEqual(['one: a', 'other: b']);
  });

  it('fails only the one at fault', async () => {
    const together = new Together<number, number>((_key, items) =>
      items.includes(3) ? Promise.reject(new Error('no threes')) : Promise.resolve([...items]),
    );

    const settled = await Promise.allSettled([1, 2, 3, 4].map((item) => together.do('k', item)));

    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']); // oxfmt-ignore
  });
});
