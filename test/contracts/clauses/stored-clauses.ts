import { needed, type ClauseContext } from './clause.js';
import { score } from './readings.js';
import { storedLeads, type StoredLeads } from './stored-leads.js';

/** What becomes of a dialect's records in the store: these run over PostgreSQL. */
export function storedClauses(context: ClauseContext): void {
  describe('in the store', () => sentences(context));
}

function sentences({ harness, clause }: ClauseContext): void {
  let stored: StoredLeads;

  beforeAll(async () => {
    stored = await storedLeads(() => harness().adapter());
  });
  afterAll(() => stored.drop());
  beforeEach(() => stored.empty());

  clause('second sync', () => {
    it('writes no row', async () => {
      const ids = await harness().seed();
      const first = await stored.sync();
      const rows = await stored.rows();

      const second = await stored.sync();

      expect(first).toMatchObject({ stored: ids.length, quarantined: 0 });
      expect(second).toMatchObject({ stored: 0, quarantined: 0 });
      expect(await stored.rows()).toEqual(rows);
    });
  });

  clause('unknown fields', () => {
    it('stores a lead with fields nobody mapped', async () => {
      await harness().seed();
      await needed(harness().addOdd, 'addOdd')('70001');

      const counts = await stored.sync();

      expect(counts.quarantined).toBe(0);
      expect((await stored.rows()).map(({ external_id }) => external_id)).toContain('70001');
    });
  });

  clause('unknown status', () => {
    it('holds a lead whose status nobody mapped, and stores the others', async () => {
      const ids = await harness().seed();
      await needed(harness().addOdd, 'addOdd')('70001', { status: 'Zzyzx pending' });

      const counts = await stored.sync();

      expect(counts).toMatchObject({ stored: ids.length, quarantined: 1 });
      expect(await stored.held()).toEqual([
        { field: 'status', fix: expect.stringMatching(/Add .* to the connection's statuses/) },
      ]);
    });
  });

  clause('deletion', () => {
    it('takes a lead that was deleted there out of the sales leads', async () => {
      const [gone = '', other = ''] = await harness().seed();
      await stored.sync();
      await needed(harness().remove, 'remove')(gone);

      await stored.sync();

      expect(await stored.outcomeOf(gone)).toBe('EXCLUDED');
      expect(await stored.outcomeOf(other)).not.toBe('EXCLUDED');
    });
  });

  clause('merge', () => {
    it('keeps one of two leads that were merged there', async () => {
      const [loser = '', winner = ''] = await harness().seed();
      await stored.sync();
      await needed(harness().merge, 'merge')(loser, winner);

      await stored.sync();

      expect(await stored.outcomeOf(loser)).toBe('EXCLUDED');
      expect(await stored.outcomeOf(winner)).not.toBe('EXCLUDED');
    });
  });

  clause('echo', () => {
    it('learns nothing from its own scores', async () => {
      const ids = await harness().seed();
      await stored.sync();
      const before = await stored.rows();
      await harness()
        .adapter()
        .push(ids.slice(0, 3).map((id) => score(id)));

      await stored.sync();

      expect(await stored.rows()).toEqual(before);
      expect(await stored.held()).toEqual([]);
    });
  });
}
