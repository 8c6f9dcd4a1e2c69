import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { VendorServer, shownToken, type VendorAnswer, type VendorRequest } from '#simulator';
import { vendorHarness } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z') / 1000;
const at = (minute: number): number => START + minute * 60;

interface Entry {
  meta: { id: string; modified: number; created: number; state: string };
  stage: { code: string; result?: string };
  attributes: { key: string; value: unknown }[];
  [field: string]: unknown;
}

interface Row {
  ref: { id: number };
  attributes: { key: string; value: unknown }[];
  at: number;
  token: string;
}

/** A CRM that no code of ours knows: only config/dialects/unknown-crm.yaml tells of it. */
class UnknownCrm extends VendorServer {
  static readonly secrets = { clientId: 'desk', clientSecret: 'fake:client/secret' };
  readonly entries: Entry[] = [];
  readonly refuses = new Map<string, { text: string; again: boolean }>();
  readonly chokesOn = new Set<string>();
  readonly bodies: { filters: unknown[] }[] = [];

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/identity/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    if (!this.isToken(shownToken(request))) return { status: 401 };
    return this.#isKnownVersion(request) ? this.#route(request) : { status: 406 };
  }

  #isKnownVersion({ headers }: VendorRequest): boolean {
    return headers.accept === 'application/vnd.example.v3+json' && headers['x-tenant'] === '42';
  }

  #route(request: VendorRequest): VendorAnswer {
    const { method, path } = request;
    if (method === 'POST' && path === '/gateway/leads/search') return this.#search(request);
    if (method === 'PATCH' && path === '/gateway/leads/bulk') return this.#take(request);
    const [, id] = /^\/gateway\/leads\/(\w[\w-]*)$/.exec(path) ?? [];
    const record = this.entries.find(({ meta }) => meta.id === id);
    return record ? bare({ record }) : { status: 404 };
  }

  #token({ headers, body }: VendorRequest): VendorAnswer {
    const { clientId, clientSecret } = UnknownCrm.secrets;
    const shown = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64');
    const good = shown.toString() === `${clientId}:${encodeURIComponent(clientSecret)}`;
    if (!good || new URLSearchParams(body).get('audience') !== 'urn:example:crm')
      return { status: 401, json: { error: 'invalid_client' } };
    return { status: 200, json: { access_token: this.issueToken(), expires_in: 3600 } };
  }

  #search({ query, body }: VendorRequest): VendorAnswer {
    const { filters, select } = JSON.parse(body) as { filters: unknown[]; select: unknown };
    this.bodies.push({ filters });
    const since = Number(/^modified >= (\d+)$/.exec(String(filters[1]))?.[1] ?? Number.NaN);
    if (Number.isNaN(since) || !select) return { status: 400, json: { error: 'filters' } };
    const after = query.get('after') ?? '';
    const rest = this.entries
      .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
      .filter((entry) => entry.meta.modified >= since && place(entry) > after);
    const hits = rest.slice(0, 10).map((record) => ({ record }));
    const next = `?after=${encodeURIComponent(place(rest[9] ?? rest[0]!))}`;
    // Relative to the address asked, as RFC 8288 allows.
    const link = rest.length > 10 ? `<${next}>; rel="next"` : '<?page=0>; rel="first"';
    return { ...bare({ result: { hits } }), headers: { link } };
  }

  #take({ body }: VendorRequest): VendorAnswer {
    // Ids of digits are longer than a double holds; this server reads them as they stand.
    const whole = body.replace(/"id":(\d{16,})/g, '"id":"$1"');
    const { mode, changes } = JSON.parse(whole) as { mode: string; changes: { rows: Row[] } };
    if (mode !== 'partial' || changes.rows.length > 50) return { status: 413 };
    if (changes.rows.some(({ ref }) => this.chokesOn.has(String(ref.id)))) return { status: 422 };
    return { status: 200, json: { outcome: changes.rows.map((row) => this.#takeRow(row)) } };
  }

  #takeRow({ ref, attributes, token }: Row): object {
    const refused = this.refuses.get(String(ref.id));
    if (refused) return { token, code: 409, ...refused };
    const entry = this.entries.find(({ meta }) => meta.id === String(ref.id));
    if (entry) {
      const kept = entry.attributes.filter(({ key }) => !key.startsWith('likelihood'));
      entry.attributes = [...kept, ...attributes];
      entry.meta.modified = Math.floor(this.now() / 1000);
    }
    return { token, code: 200 };
  }
}

const place = ({ meta }: Entry): string => `${meta.modified}~${meta.id.padStart(20, '0')}`;

/** Ids of digits alone go out as bare numbers. */
const bare = (json: unknown): VendorAnswer => ({
  status: 200,
  text: JSON.stringify(json).replace(/"id":"(\d+)"/g, '"id":$1'),
});

const lead = (id: string, modified: number, status = 'N'): Entry => {
  const [code = '', result] = status.split('/');
  return {
    meta: { id, modified, created: START, state: 'A' },
    stage: { code, ...(result !== undefined && { result }) },
    origin: { label: 'Marketplace' },
    enquiry: { text: '', subject: 'Is Ann Example there?' },
    attributes: [{ key: 'budget', value: 9000 }],
  };
};

/** What a lead of the contract leaves out: who asks, for what, and what was done about it. */
const WHOLE = {
  party: {
    given: 'Ann',
    family: 'Example',
    contacts: [
      { type: 'phone', value: '312-555-0147' },
      { type: 'email', value: 'ann@example.com' },
    ],
  },
  subject: { year: 2019, make: 'Kia', model: 'Soul', mileage: 61_000_000 },
  timeline: [{ no: 't-1', what: 'T', dir: 2, at: START + 60 }],
};

async function unknownHarness(): Promise<CrmHarness & { crm: UnknownCrm }> {
  const crm = await new UnknownCrm().start();
  const settings = parse(readFileSync('config/dialects/unknown-crm.yaml', 'utf8')) as object;
  const change = (id: string, apply: (entry: Entry) => void) => {
    for (const entry of crm.entries)
      if (entry.meta.id === id) {
        apply(entry);
        entry.meta.modified = Math.floor(crm.now() / 1000);
      }
  };
  return {
    ...vendorHarness(crm, {
      dialect: 'rest',
      settings: { ...settings, baseUrl: `${crm.origin}/gateway`, calls: { perSecond: 1000 } },
      secrets: UnknownCrm.secrets,
      wrongSecrets: { clientSecret: 'wrong-client-secret' },
    }),
    crm,
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, minute) => String(7_000_000 + minute));
      crm.entries.push(...ids.map((id, minute) => lead(id, at(minute))).toReversed());
      return ids;
    },
    addOdd: async (id, { changedAt, status } = {}) => {
      const modified = changedAt === undefined ? at(40) : Math.floor(changedAt / 1000);
      crm.entries.push({ ...lead(id, modified, status), mood: { today: ['sunny'] } });
    },
    overlap: (ids) => ids.slice(-3),
    remove: async (id) => change(id, (entry) => (entry.meta.state = 'X')),
    merge: async (loser) => change(loser, (entry) => (entry.stage = { code: 'C', result: 'D' })),
    refuse: (id, how) => {
      if (how === 'no longer') crm.refuses.delete(id);
      else crm.refuses.set(id, { text: 'No field for ann@example.com', again: how === 'for now' });
    },
    chokeOn: (id) => crm.chokesOn.add(id),
  };
}

crmAdapterContract('rest unseen', unknownHarness, {
  'message proof': 'this system sends nothing on its own',
  'message records': 'this system sends nothing on its own',
});

describe('a CRM that nobody here has seen', () => {
  it('is read and written by settings alone', async () => {
    const harness = await unknownHarness();
    harness.crm.entries.push({ ...lead('12345678901234567', at(1), 'C/S'), ...WHOLE });
    const adapter = harness.adapter();

    const { records } = await adapter.pull('lead', null);
    const results = await adapter.push([
      {
        leadExternalId: '12345678901234567',
        likelihoodPercent: 29,
        band: 'cool',
        topReason: 'No answer yet',
        scoredAt: new Date(at(5) * 1000),
        modelVersion: 'v1',
        deliveryKey: 'k1',
      },
    ]);

    expect(records.map(({ kind }) => kind)).toEqual(['lead', 'activity']);
    expect(records[0]).toMatchObject({
      said: {
        externalId: '12345678901234567',
        status: 'C/S',
        message: 'Is Ann Example there?',
        customer: {
          name: { full: 'Ann Example' },
          email: 'ann@example.com',
          phones: ['312-555-0147'],
        },
        vehicle: { odometer: { value: 61_000, unit: 'km' } },
        custom: { budget: 9000 },
        deleted: false,
      },
    });
    expect(records[1]).toMatchObject({
      said: {
        externalId: 't-1',
        leadExternalId: '12345678901234567',
        kind: 'call',
        direction: 'outbound',
      },
    });
    expect(harness.crm.bodies[0]?.filters[1]).toBe('modified >= 1704067200');
    expect(results).toEqual([{ deliveryKey: 'k1', status: 'accepted' }]);
    expect(harness.crm.entries[0]?.attributes).toContainEqual({ key: 'likelihood', value: 0.29 });
    await expect(adapter.readBack('12345678901234567')).resolves.toEqual({ likelihoodPercent: 29 });
    await harness.stop();
  });
});
