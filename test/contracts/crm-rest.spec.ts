import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CrmAdapters, CrmReach, type ConnectionConfig } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { FakeCrm } from '../support/fake-crm.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const START = Date.parse('2026-02-01T00:00:00Z');
const EVERY_MS = 60_000;

const lead = (id: string, at: number, more: object = {}) => ({
  id,
  updated_at: new Date(START + at * EVERY_MS).toISOString(),
  message: 'Is Ann Example there?',
  status: 'New',
  ...more,
});

/** The shipped settings of the simulated CRM, against a server that takes nothing else. */
async function restHarness(): Promise<CrmHarness> {
  const crm = await FakeCrm.start();
  crm.pageSize = 10;
  const reach = new CrmReach();
  reach.allowHost(crm.host);
  const clock = new SystemClock();
  const http = new CrmHttp(reach, clock);
  return {
    adapter: ({ wrong } = {}) => {
      const secrets = { ...FakeCrm.secrets, ...(wrong && { clientSecret: 'wrong-client-secret' }) };
      return new CrmAdapters(http, reach, clock).create({ ...simulated(crm), secrets });
    },
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, at) => `lead-${at}`);
      crm.records.leads.push(...ids.map((id, at) => lead(id, at)).toReversed());
      return ids;
    },
    addOdd: async (id) => {
      crm.records.leads.push(lead(id, 40, { mood: { today: ['sunny'] } }));
    },
    // 120 s behind the newest, both ends included.
    overlap: (ids) => ids.slice(-3),
    failNext: (fault) => crm.failNext(fault),
    expireTokens: () => crm.expireTokens(),
    requests: () => crm.requests.length,
    refuse: (id, how) =>
      crm.refuses.set(id, { error: 'No field for ann@example.com', retryable: how === 'for now' }),
    chokeOn: (id) => crm.chokesOn.add(id),
    message: () => {
      const body = Buffer.from(
        JSON.stringify({ events: [{ kind: 'lead', record: lead('lead-9', 0) }] }, null, 1),
      );
      return { body, headers: { 'x-crm-signature': crm.sign(body) }, ids: ['lead-9'] };
    },
    private: [
      'ann@example.com',
      'Ann Example',
      ...Object.values(FakeCrm.secrets),
      'wrong-client-secret',
    ],
    stop: async () => {
      await http.onModuleDestroy();
      await crm.stop();
    },
  };
}

function simulated(crm: FakeCrm): ConnectionConfig {
  const settings = parse(readFileSync('config/dialects/simulated-crm.yaml', 'utf8')) as object;
  const limits = { headersMs: 300, bodyMs: 300, totalMs: 2000 };
  return {
    id: 'simulated',
    dialect: 'rest',
    settings: { ...settings, baseUrl: `${crm.origin}/api/v2`, limits },
    secrets: FakeCrm.secrets,
  };
}

crmAdapterContract('rest', restHarness, {
  pulls: true,
  fails: true,
  signsIn: true,
  pushes: true,
  answersPushes: true,
  webhooks: true,
});
