import { needed, type ClauseContext } from './clause.js';
import { expectPrivate, score } from './readings.js';

export function pushClauses({ harness, clause }: ClauseContext): void {
  clause('pushes', () => {
    it('gives one result for every score', async () => {
      const ids = await harness().seed();
      const scores = ids.map((id) => score(id));

      const results = await harness().adapter().push(scores);

      expect(results.map(({ deliveryKey }) => deliveryKey).toSorted()).toEqual(
        scores.map(({ deliveryKey }) => deliveryKey).toSorted(),
      );
      expect(results.every(({ status }) => status === 'accepted')).toBe(true);
    });
  });

  clause('failures alone', () => {
    it('reports the failure of one record on that record alone, and sends it again alone', async () => {
      const [good = '', gone = '', busy = ''] = await harness().seed();
      const refuse = needed(harness().refuse, 'refuse');
      refuse(gone, 'for good');
      refuse(busy, 'for now');

      const results = await harness()
        .adapter()
        .push([score(good), score(gone), score(busy)]);
      refuse(busy, 'no longer');
      const again = results.filter(({ status }) => status === 'retry');
      const later = await harness()
        .adapter()
        .push(again.map(() => score(busy)));

      expect(results).toEqual([
        { deliveryKey: `key-${good}`, status: 'accepted' },
        expect.objectContaining({ deliveryKey: `key-${gone}`, status: 'refused' }),
        expect.objectContaining({ deliveryKey: `key-${busy}`, status: 'retry' }),
      ]);
      expect(later).toEqual([{ deliveryKey: `key-${busy}`, status: 'accepted' }]);
      expectPrivate(results, harness());
    });

    it('lets the others of a batch through when one makes the system refuse it whole', async () => {
      const ids = await harness().seed();
      needed(harness().chokeOn, 'chokeOn')(ids[4] ?? '');

      const results = await harness()
        .adapter()
        .push(ids.map((id) => score(id)));

      expect(results.filter(({ status }) => status !== 'accepted')).toEqual([
        expect.objectContaining({ deliveryKey: `key-${ids[4]}`, status: 'refused' }),
      ]);
    });
  });

  clause('read back', () => {
    it('reads back what it wrote, and nothing for a lead that is not there', async () => {
      const [id = ''] = await harness().seed();
      const adapter = harness().adapter();
      await adapter.push([score(id)]);

      expect(await adapter.readBack(id)).toEqual({ likelihoodPercent: 37 });
      expect(await adapter.readBack('no-such-lead')).toBeNull();
    });
  });
}
