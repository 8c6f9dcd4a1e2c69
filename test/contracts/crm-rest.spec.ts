import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RestCrm } from '#simulator';
import { vendorHarness } from '../support/vendor-harness.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z');
const at = (minute: number): number => START + minute * 60_000;

const lead = (id: string, changedAt: number, more: object = {}) => ({
  id,
  updated_at: new Date(changedAt).toISOString(),
  created_at: new Date(START).toISOString(),
  message: 'Is Ann Example there?',
  status: 'New',
  ...more,
});

interface Shipped {
  pull: Record<string, { paging: object; changes: object }>;
}

const changed = (
  one: Shipped['pull'][string],
  { paging, order }: { paging?: object; order?: string },
): object => ({
  ...one,
  ...(paging && { paging }),
  changes: { ...one.changes, ...(order && { order }) },
});

/** The shipped settings of the simulated CRM, against a server that takes nothing else. */
async function restHarness(own: { paging?: object; order?: string } = {}): Promise<CrmHarness> {
  const crm = await new RestCrm().start();
  crm.pageSize = 10;
  const settings = parse(readFileSync('config/dialects/simulated-crm.yaml', 'utf8')) as Shipped;
  const read = Object.fromEntries(
    Object.entries(settings.pull).map(([kind, one]) => [kind, changed(one, own)]),
  );
  const change = (id: string, fields: object) => {
    const updated_at = new Date(crm.now()).toISOString();
    for (const one of crm.records.leads)
      if (one.id === id) Object.assign(one, fields, { updated_at });
  };
  return {
    ...vendorHarness(crm, {
      dialect: 'rest',
      settings: { ...settings, pull: read, baseUrl: `${crm.origin}/api/v2` },
      secrets: RestCrm.secrets,
      wrongSecrets: { clientSecret: 'wrong-client-secret' },
    }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, minute) => `lead-${minute}`);
      crm.records.leads.push(...ids.map((id, minute) => lead(id, at(minute))).toReversed());
      return ids;
    },
    addOdd: async (id, { changedAt = at(40), ...more } = {}) => {
      crm.records.leads.push(lead(id, changedAt, { mood: { today: ['sunny'] }, ...more }));
    },
    // 120 s behind the newest, both ends included.
    overlap: (ids) => ids.slice(-3),
    remove: async (id) => change(id, { deleted: true }),
    merge: async (loser) => change(loser, { status: 'Duplicate' }),
    refuse: (id, how) => {
      if (how === 'no longer') crm.refuses.delete(id);
      else
        crm.refuses.set(id, {
          error: 'No field for ann@example.com',
          retryable: how === 'for now',
        });
    },
    chokeOn: (id) => crm.chokesOn.add(id),
    message: () => {
      const events = [{ kind: 'lead', record: lead('lead-9', START) }];
      const body = Buffer.from(JSON.stringify({ events }, null, 1));
      return { body, headers: { 'x-crm-signature': crm.sign(body) }, ids: ['lead-9'] };
    },
  };
}

crmAdapterContract('rest', () => restHarness());
// In the order of changes, and not told that it is: what changes while pages are turned moves all behind it.
crmAdapterContract('rest by page number', () =>
  restHarness({ paging: { type: 'page', param: 'page', size: 10 }, order: 'none' }),
);
