import {
  CrmAuthError,
  CrmUnavailableError,
  type CrmAdapter,
  type CrmRecord,
  type RecordKind,
  type ScorePush,
} from '#crm';
import type { FakeFault } from '../support/fake-crm.js';

/** What the outside system of a dialect can do at all; clauses about the rest are skipped by name. */
export interface CrmAbilities {
  pulls: boolean;
  /** Faults can be switched on between us and it. */
  fails: boolean;
  signsIn: boolean;
  pushes: boolean;
  /** Tells each pushed record's fate. */
  answersPushes: boolean;
  /** Shows the score of a lead; so it does where nothing is said. */
  readsBack?: boolean;
  webhooks: boolean;
}

/** An outside system under the test's control. */
export interface CrmHarness {
  /** A new adapter with nothing in memory, as after a restart; `wrong` gives it bad credentials. */
  adapter(options?: { wrong?: boolean }): CrmAdapter;
  /** Puts leads into the system, several pages of them; ids in the order they are handed over. */
  seed(): Promise<string[]>;
  /** One more lead, changed after all others, with a field nobody mapped and an id of 17 digits. */
  addOdd?(id: string): Promise<void>;
  /** Ids that a second sync may hand over again, because they lie in the overlap. */
  overlap(ids: string[]): string[];
  failNext?(fault: FakeFault): void;
  expireTokens?(): void;
  requests?(): number;
  refuse?(id: string, how: 'for good' | 'for now'): void;
  chokeOn?(id: string): void;
  /** A message as the system would send it. */
  message?(): { body: Buffer; headers: Record<string, string>; ids: string[] };
  /** Words that must never show in an error: secrets and what payloads hold. */
  private: readonly string[];
  stop(): Promise<void>;
}

export const LONG_ID = '12345678901234567';

const FAULTS: FakeFault[] = [
  'too many requests',
  'server error',
  'slow',
  'half an answer',
  'a web page',
  'hangs up',
];

/** What every dialect promises, whatever stands on the other side. */
export function crmAdapterContract(
  name: string,
  makeHarness: () => Promise<CrmHarness>,
  abilities: CrmAbilities,
): void {
  const clauses = (part: keyof CrmAbilities, body: () => void) =>
    abilities[part] ? describe(part, body) : describe.skip(`${part} (not with ${name})`, body);

  describe(`CrmAdapter contract: ${name}`, () => {
    let harness: CrmHarness;

    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.stop());

    it('asks for kinds in the order in which they refer to each other', () => {
      const order: RecordKind[] = ['customer', 'vehicle', 'lead', 'activity'];

      const kinds = harness.adapter().pullableKinds();

      expect(kinds).toEqual(order.filter((kind) => kinds.includes(kind)));
    });

    it('reads nonsense as unreadable records and never throws', () => {
      const adapter = harness.adapter();

      for (const nonsense of [
        Buffer.from([0xff, 0x00, 0xc3]),
        Buffer.from('<<<{]'),
        Buffer.alloc(0),
      ]) {
        const records = adapter.read(nonsense, 'application/json');
        expect(records.filter(({ kind }) => kind !== 'unreadable')).toEqual([]);
      }
    });

    it('accepts a push of nothing without asking the system', async () => {
      await expect(harness.adapter().push([])).resolves.toEqual([]);

      expect(harness.requests?.() ?? 0).toBe(0);
    });

    it('probes step by step, each with its own verdict', async () => {
      await harness.seed();

      const steps = await harness.adapter().probe();

      expect(steps.length).toBeGreaterThan(0);
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    });

    clauses('pulls', () => {
      it('hands over every lead once', async () => {
        const ids = await harness.seed();

        expect(await readToEnd(() => harness.adapter(), null)).toMatchObject({ ids });
      });

      it('hands over the same rows when it is killed after every page', async () => {
        await harness.seed();
        const lasting = harness.adapter();
        const clean = await readToEnd(() => lasting, null);

        const killed = await readToEnd(() => harness.adapter(), null);

        // A cursor may hold the clock of its run; that it goes on well is the next clause.
        expect({ ...killed, cursor: '' }).toEqual({ ...clean, cursor: '' });
        expect(clean.pages).toBeGreaterThan(1);
      });

      it('repeats nothing but the overlap on a second sync', async () => {
        const ids = await harness.seed();
        const first = await readToEnd(() => harness.adapter(), null);

        const second = await readToEnd(() => harness.adapter(), first.cursor);

        expect(second.ids).toEqual(harness.overlap(ids));
        expect((await readToEnd(() => harness.adapter(), second.cursor)).ids).toEqual(second.ids);
      });

      it('hands over what is new since, unknown fields and a 17-digit id unharmed', async () => {
        await harness.seed();
        const { cursor } = await readToEnd(() => harness.adapter(), null);
        await harness.addOdd?.(LONG_ID);

        const { ids } = await readToEnd(() => harness.adapter(), cursor);

        expect(ids).toContain(LONG_ID);
      });

      it('refuses a cursor it did not write, and says how to go on', async () => {
        await expect(harness.adapter().pull('lead', 'nonsense')).rejects.toThrow(
          /Reset the connection/,
        );
      });
    });

    clauses('fails', () => {
      it.each(FAULTS)('says it is unavailable on %s, and loses nothing', async (fault) => {
        const ids = await harness.seed();
        const adapter = harness.adapter();
        const first = await adapter.pull('lead', null);
        harness.failNext?.(fault);

        const failure = await adapter.pull('lead', first.cursor).catch((error: unknown) => error);

        expect(failure).toBeInstanceOf(CrmUnavailableError);
        expectPrivate(failure, harness);
        const rest = await readToEnd(() => adapter, first.cursor);
        expect([...leadIds(first.records), ...rest.ids]).toEqual(ids);
      });

      it('passes on how long the system asks to wait', async () => {
        harness.failNext?.('too many requests');

        await expect(harness.adapter().pull('lead', null)).rejects.toMatchObject({
          retryAfterMs: 7000,
        });
      });

      it.each(FAULTS)('gives every score of a push back for later on %s', async (fault) => {
        const [first, second] = await harness.seed();
        harness.failNext?.(fault);
        const scores = [score(first), score(second)];

        const results = await harness.adapter().push(scores);

        expect(results.map(({ deliveryKey, status }) => [deliveryKey, status])).toEqual(
          scores.map(({ deliveryKey }) => [deliveryKey, 'retry']),
        );
        expectPrivate(results, harness);
      });
    });

    clauses('signsIn', () => {
      it('goes on through a token that expires between two pages', async () => {
        const ids = await harness.seed();
        const adapter = harness.adapter();
        const first = await adapter.pull('lead', null);
        harness.expireTokens?.();

        const rest = await readToEnd(() => adapter, first.cursor);

        expect([...leadIds(first.records), ...rest.ids]).toEqual(ids);
      });

      it('says so when its credentials are refused, without showing them', async () => {
        const adapter = harness.adapter({ wrong: true });

        const failure = await adapter.pull('lead', null).catch((error: unknown) => error);

        expect(failure).toBeInstanceOf(CrmAuthError);
        expectPrivate(failure, harness);
        expect(await adapter.probe()).toEqual([
          expect.objectContaining({ ok: false, fix: expect.stringMatching(/secrets/) }),
        ]);
      });
    });

    clauses('pushes', () => {
      it('gives one result for every score', async () => {
        const ids = await harness.seed();
        const scores = ids.map((id) => score(id));

        const results = await harness.adapter().push(scores);

        expect(results.map(({ deliveryKey }) => deliveryKey).toSorted()).toEqual(
          scores.map(({ deliveryKey }) => deliveryKey).toSorted(),
        );
        expect(results.every(({ status }) => status === 'accepted')).toBe(true);
      });
    });

    clauses('answersPushes', () => {
      it('reports the failure of one record on that record alone', async () => {
        const [good = '', gone = '', busy = ''] = await harness.seed();
        harness.refuse?.(gone, 'for good');
        harness.refuse?.(busy, 'for now');

        const results = await harness.adapter().push([score(good), score(gone), score(busy)]);

        expect(results).toEqual([
          { deliveryKey: `key-${good}`, status: 'accepted' },
          expect.objectContaining({ deliveryKey: `key-${gone}`, status: 'refused' }),
          expect.objectContaining({ deliveryKey: `key-${busy}`, status: 'retry' }),
        ]);
        expectPrivate(results, harness);
      });

      it('lets the others of a batch through when one makes the system refuse it whole', async () => {
        const ids = await harness.seed();
        harness.chokeOn?.(ids[4] ?? '');

        const results = await harness.adapter().push(ids.map((id) => score(id)));

        expect(results.filter(({ status }) => status !== 'accepted')).toEqual([
          expect.objectContaining({ deliveryKey: `key-${ids[4]}`, status: 'refused' }),
        ]);
      });

      const ifReadBack = abilities.readsBack === false ? it.skip : it;

      ifReadBack('reads back what it wrote, and nothing for a lead that is not there', async () => {
        const [id = ''] = await harness.seed();
        const adapter = harness.adapter();
        await adapter.push([score(id)]);

        expect(await adapter.readBack(id)).toEqual({ likelihoodPercent: 37 });
        expect(await adapter.readBack('no-such-lead')).toBeNull();
      });
    });

    clauses('webhooks', () => {
      it('believes a message whose signature covers its very bytes, and no other', () => {
        const adapter = harness.adapter();
        const { body, headers } = harness.message?.() ?? { body: Buffer.alloc(0), headers: {} };
        const upper = Object.fromEntries(
          Object.entries(headers).map(([key, value]) => [key.toUpperCase(), value]),
        );

        expect(() => adapter.verifyWebhook(upper, body)).not.toThrow();
        expect(() =>
          adapter.verifyWebhook(headers, Buffer.concat([body, Buffer.from(' ')])),
        ).toThrow(CrmAuthError);
        expect(() => adapter.verifyWebhook({}, body)).toThrow(CrmAuthError);
        const cut = Object.fromEntries(
          Object.entries(headers).map(([key, value]) => [key, value.slice(0, -2)]),
        );
        expect(() => adapter.verifyWebhook(cut, body)).toThrow(CrmAuthError);
      });

      it('reads a message as the same records that a pull hands over', () => {
        const { body, ids } = harness.message?.() ?? { body: Buffer.alloc(0), ids: [] };

        expect(leadIds(harness.adapter().read(body, 'application/json'))).toEqual(ids);
      });
    });

    if (!abilities.webhooks) {
      it('believes no webhook at all', () => {
        expect(() => harness.adapter().verifyWebhook({}, Buffer.alloc(0))).toThrow(CrmAuthError);
      });
    }
  });
}

interface Reading {
  ids: string[];
  records: CrmRecord[];
  pages: number;
  cursor: string;
}

/** Pulls leads from a cursor to the end, asking for an adapter before every page. */
async function readToEnd(adapter: () => CrmAdapter, from: string | null): Promise<Reading> {
  const records: CrmRecord[] = [];
  let cursor = from;
  for (let pages = 1; pages < 1000; pages++) {
    // Each page needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const page = await adapter().pull('lead', cursor);
    records.push(...page.records);
    cursor = page.cursor;
    if (page.last) return { ids: leadIds(records), records, pages, cursor };
  }
  throw new Error('Reading does not come to an end.');
}

const leadIds = (records: CrmRecord[]): string[] =>
  records.flatMap((record) => (record.kind === 'lead' ? [String(record.said.externalId)] : []));

function score(leadExternalId = ''): ScorePush {
  return {
    leadExternalId,
    likelihoodPercent: 37,
    band: 'hot',
    topReason: 'Asks to see the car',
    scoredAt: new Date('2026-03-01T15:00:00Z'),
    modelVersion: 'v1',
    deliveryKey: `key-${leadExternalId}`,
  };
}

function expectPrivate(shown: unknown, harness: CrmHarness): void {
  const text =
    shown instanceof Error ? `${shown.stack} ${JSON.stringify(shown)}` : JSON.stringify(shown);
  for (const word of harness.private) expect(text).not.toContain(word);
}
