import { CrmAuthError, CrmUnavailableError } from '#crm';
import type { VendorFault } from '#simulator';
import { needed, type ClauseContext } from './clause.js';
import { expectPrivate, leadIds, readToEnd, score } from './readings.js';

const FAULTS: VendorFault[] = [
  'too many requests',
  'server error',
  'slow',
  'half an answer',
  'a web page',
  'hangs up',
];

export function faultClauses({ harness, clause }: ClauseContext): void {
  const failNext = (fault: VendorFault) => needed(harness().failNext, 'failNext')(fault);

  clause('read faults', () => {
    it.each(FAULTS)('says it is unavailable on %s, and loses nothing', async (fault) => {
      const ids = await harness().seed();
      const adapter = harness().adapter();
      const first = await adapter.pull('lead', null);
      failNext(fault);

      const failure = await adapter.pull('lead', first.cursor).catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(CrmUnavailableError);
      expectPrivate(failure, harness());
      const rest = await readToEnd(() => adapter, first.cursor);
      expect([...leadIds(first.records), ...rest.ids]).toEqual(ids);
    });

    it('passes on how long the system asks to wait', async () => {
      failNext('too many requests');

      const { waitMs = 7000 } = harness();
      await expect(harness().adapter().pull('lead', null)).rejects.toMatchObject({
        code: 'CRM_UNAVAILABLE',
        ...(waitMs !== null && { retryAfterMs: waitMs }),
      });
    });
  });

  clause('push faults', () => {
    it.each(FAULTS)('gives back for later what could not be written on %s', async (fault) => {
      const [first, second] = await harness().seed();
      failNext(fault);
      const scores = [score(first), score(second)];

      const results = await harness().adapter().push(scores);
      const again = results.filter(({ status }) => status === 'retry');

      expect(results.map(({ deliveryKey }) => deliveryKey)).toEqual(
        scores.map(({ deliveryKey }) => deliveryKey),
      );
      expect(again.length).toBeGreaterThan(0);
      expect(results.filter(({ status }) => status === 'refused')).toEqual([]);
      expectPrivate(results, harness());
    });
  });

  clause('token expiry', () => {
    it('goes on through tokens that are good for one call each', async () => {
      const ids = await harness().seed();
      const adapter = harness().adapter();
      needed(harness().expireAfterEveryCall, 'expireAfterEveryCall')();

      const { ids: read } = await readToEnd(() => adapter, null);

      expect(read).toEqual(ids);
    });
  });

  clause('wrong secrets', () => {
    it('says so when its credentials are refused, without showing them', async () => {
      const adapter = harness().adapter({ wrong: true });

      const failure = await adapter.pull('lead', null).catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(CrmAuthError);
      expectPrivate(failure, harness());
      expect(await adapter.probe()).toEqual([
        expect.objectContaining({ ok: false, fix: expect.stringMatching(/secrets/) }),
      ]);
    });
  });
}
