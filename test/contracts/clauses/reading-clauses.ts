import type { RecordKind } from '#crm';
import { needed, type ClauseContext } from './clause.js';
import { LONG_ID, leadIds, readToEnd } from './readings.js';
import { shiftsOf } from './shifts.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function readingClauses({ harness, clause }: ClauseContext): void {
  const adapter = () => harness().adapter();

  clause('every lead once', () => {
    it('asks for kinds in the order in which they refer to each other', () => {
      const order: RecordKind[] = ['customer', 'vehicle', 'lead', 'activity'];

      const kinds = adapter().pullableKinds();

      expect(kinds).toEqual(order.filter((kind) => kinds.includes(kind)));
    });

    it('hands over every lead once', async () => {
      const ids = await harness().seed();

      expect(await readToEnd(adapter, null)).toMatchObject({ ids });
    });
  });

  clause('killed anywhere', () => {
    it('hands over the same rows when it is killed after every page', async () => {
      await harness().seed();
      const lasting = adapter();
      const clean = await readToEnd(() => lasting, null);

      const killed = await readToEnd(adapter, null);

      // A cursor may hold the clock of its run; that it goes on well is a clause of its own.
      expect({ ...killed, cursor: '' }).toEqual({ ...clean, cursor: '' });
      expect(clean.pages).toBeGreaterThan(1);
    });

    it('refuses a cursor it did not write, and says how to go on', async () => {
      await expect(adapter().pull('lead', 'nonsense')).rejects.toThrow(/Reset the connection/);
    });
  });

  clause('reads agree', () => {
    it('hands over the same records in the same order when it is read twice', async () => {
      await harness().seed();

      const first = await readToEnd(adapter, null);

      expect((await readToEnd(adapter, null)).records).toEqual(first.records);
    });
  });

  clause('shifting rows', () => {
    it('hands over, with the next sync at the latest, whatever moved up while pages were read', async () => {
      const ids = await harness().seed();
      const handed = new Set<string>();
      const moved: string[] = [];
      let cursor: string | null = null;
      for (let pages = 0, last = false; pages < 2 && !last; pages++) {
        // Each page needs the cursor of the one before, and moves under its reader.
        // oxlint-disable-next-line no-await-in-loop -- see above
        const page = await adapter().pull('lead', cursor);
        ({ cursor, last } = page);
        const read = leadIds(page.records).filter((id) => !moved.includes(id));
        for (const id of read) handed.add(id);
        // oxlint-disable-next-line no-await-in-loop -- see above
        moved.push(...(await shiftsOf(harness(), read)));
      }

      const rest = await readToEnd(adapter, cursor);
      const next = await readToEnd(adapter, rest.cursor);

      const seen = new Set([...handed, ...rest.ids, ...next.ids]);
      expect(moved).not.toEqual([]);
      expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    });
  });

  clause('second sync', () => {
    it('repeats nothing but the overlap', async () => {
      const ids = await harness().seed();
      const first = await readToEnd(adapter, null);

      const second = await readToEnd(adapter, first.cursor);

      expect(second.ids).toEqual(harness().overlap(ids));
      expect((await readToEnd(adapter, second.cursor)).ids).toEqual(second.ids);
    });
  });

  clause('clock skew', () => {
    it.each([
      ['ahead of', HOUR_MS],
      ['behind', -HOUR_MS],
    ])('finds what changes while their clock is %s ours', async (_, ms) => {
      needed(harness().skew, 'skew')(ms);
      const add = needed(harness().addOdd, 'addOdd');
      await harness().seed();
      await add('70001', { changedAt: Date.now() + ms - 1000 });
      const { ids, cursor } = await readToEnd(adapter, null);
      await add('70002', { changedAt: Date.now() + ms });

      const next = await readToEnd(adapter, cursor);

      expect(ids).toContain('70001');
      expect(next.ids).toContain('70002');
    });
  });

  clause('future cursor', () => {
    it('finds what changes after a record that is dated a day ahead', async () => {
      const add = needed(harness().addOdd, 'addOdd');
      await harness().seed();
      await add('70001', { changedAt: Date.now() + DAY_MS });
      const { ids, cursor } = await readToEnd(adapter, null);
      await add('70002', { changedAt: Date.now() });

      const next = await readToEnd(adapter, cursor);

      expect(ids).toContain('70001');
      expect(next.ids).toContain('70002');
    });

    it('finds what changes after their clock, a day ahead once, was put right', async () => {
      const skew = needed(harness().skew, 'skew');
      skew(DAY_MS);
      const add = needed(harness().addOdd, 'addOdd');
      await harness().seed();
      await add('70001', { changedAt: Date.now() + DAY_MS - 5000 });
      const { cursor } = await readToEnd(adapter, null);
      skew(0);
      await add('70002', { changedAt: Date.now() });

      const next = await readToEnd(adapter, cursor);

      expect(next.ids).toContain('70002');
    });
  });

  clause('long id', () => {
    it('hands over what is new since, its id of 17 digits unharmed', async () => {
      await harness().seed();
      const { cursor } = await readToEnd(adapter, null);
      await needed(harness().addOdd, 'addOdd')(LONG_ID);

      const { ids } = await readToEnd(adapter, cursor);

      expect(ids).toContain(LONG_ID);
    });
  });
}
