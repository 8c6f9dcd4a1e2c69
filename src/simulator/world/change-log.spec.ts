import { Dice } from '../dice.js';
import { ChangeLog, type Position } from './change-log.js';

const record = (id: string) => ({ id, updated_at: '', version: 0 });

describe(ChangeLog.name, () => {
  it('lists by updated_at, then by id', () => {
    const log = new ChangeLog<ReturnType<typeof record>>();
    log.put(record('b'), 2000);
    log.put(record('c'), 1000);
    log.put(record('a'), 2000);

    const { items, next } = log.page(0, null, 10);

    expect(items.map((item) => item.id)).toEqual(['c', 'a', 'b']);
    expect(next).toBeNull();
  });

  it('lists only what changed since, the instant itself included', () => {
    const log = new ChangeLog<ReturnType<typeof record>>();
    for (const [i, id] of ['a', 'b', 'c'].entries()) log.put(record(id), 1000 * i);

    expect(log.page(1000, null, 10).items.map((item) => item.id)).toEqual(['b', 'c']);
  });

  it('goes on from one page to the next without a gap among records of the same instant', () => {
    const log = new ChangeLog<ReturnType<typeof record>>();
    for (let i = 0; i < 25; i++) log.put(record(`r${String(i).padStart(2, '0')}`), 5000);

    const seen: string[] = [];
    let after: Position | null = null;
    do {
      const page = log.page(0, after, 7);
      seen.push(...page.items.map((item) => item.id));
      after = page.next;
    } while (after);

    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('loses nothing while records change between the pages: the last version of each is seen', () => {
    for (let round = 0; round < 20; round++) {
      const dice = new Dice(`paging/${round}`);
      const log = new ChangeLog<ReturnType<typeof record>>();
      for (let i = 0; i < 200; i++) log.put(record(`r${i}`), dice.whole(0, 50));

      const seen = new Map<string, number>();
      let after: Position | null = null;
      let clock = 100;
      let page;
      do {
        page = log.page(0, after, 16);
        for (const item of page.items) seen.set(item.id, item.version);
        after = page.next;
        clock += 1;
        const changes = after && clock < 140 ? 3 : 0;
        for (let i = 0; i < changes; i++) {
          const changed = dice.pick(log.records());
          changed.version += 1;
          log.put(changed, clock);
        }
      } while (after);

      expect(Object.fromEntries(seen)).toEqual(
        Object.fromEntries(log.records().map((item) => [item.id, item.version])),
      );
    }
  });
});
