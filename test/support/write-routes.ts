import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { signatureOf } from '#simulator';
import { documentedRoutes } from './api-routes.js';
import type { TestApp } from './app.js';
import { plantChampion } from './champion.js';
import { plantHeldRun } from './planted-group.js';
import { plantTenant } from './planted-tenant.js';

const TOKEN = 'a-token-of-the-tests';
const SECRET = 'a-webhook-secret-of-the-tests';

/** Personal data that goes in with every valid body and must not come out in an error or the log. */
export const PERSON = {
  name: 'Zephyrine Quillfeather',
  email: 'zephyrine.quillfeather@example.com',
  phone: '+12125550187',
  message: 'Quillfeather wonders whether it still smells of lavender.',
};
export const PERSONAL = ['Quillfeather', 'zephyrine', '2125550187', 'lavender'];

const { message } = PERSON;
const LEAD = {
  id: 'W-1',
  arrivedAt: '2026-03-01T10:00:00Z',
  source: 'facebook-marketplace',
  message,
  status: 'OPEN',
  statusAt: '2026-03-01T10:00:00Z',
  customer: { id: 'C-9', name: PERSON.name, email: PERSON.email, phone: PERSON.phone },
  vehicle: { id: 'V-9', year: 2019, make: 'Honda', odometer: 40_000, price: 15_900 },
  custom: { campaign: 'spring' },
};
const UNSAVED = {
  arrivedAt: '2026-03-01T10:00:00Z',
  message,
  customer: { phoneKind: 'mobile', distanceKm: 12 },
  vehicle: { year: 2019, make: 'Honda', price: 15_900, listedAt: '2026-02-01T10:00:00Z' },
  custom: { campaign: 'spring' },
  activities: [{ kind: 'call', direction: 'inbound', occurredAt: '2026-03-01T11:00:00Z' }],
};
const WEBHOOK = {
  events: [
    {
      kind: 'customer',
      record: { id: 'C-8', first_name: PERSON.name, email: PERSON.email, phones: [PERSON.phone] },
    },
    {
      kind: 'lead',
      record: { id: 'W-2', created_at: '2026-03-01T10:00:00Z', customer_id: 'C-8', message },
    },
  ],
};

/** What each route takes; a route that is new and not named here takes `{}`. */
const VALID: Record<string, unknown> = {
  'POST /v1/session': { email: PERSON.email, password: 'a long enough password' },
  'POST /v1/api-keys': { name: 'mine', scopes: ['read'], expiresAt: '2030-01-01T00:00:00Z' },
  'POST /v1/leads': LEAD,
  'POST /v1/leads/batch': [{ id: 'W-3', message }],
  'POST /v1/leads/{leadId}/activities': {
    kind: 'call',
    direction: 'outbound',
    author: 'human',
    occurredAt: '2026-03-01T11:00:00Z',
  },
  'POST /v1/leads/{leadId}/outcome': {
    outcome: 'LOST',
    at: '2026-03-02T10:00:00Z',
    reason: message,
  },
  'POST /v1/worklist/search': { text: PERSON.name },
  'POST /v1/worklist/sheet': { text: PERSON.name },
  'PUT /v1/worklist/{leadId}/opinion': { direction: 'too_low', reason: 'other', percent: 40 },
  'PUT /v1/worklist/{leadId}/contact-wish': { way: 'text', allowed: false },
  'POST /v1/connections/{key}/quarantine/replay': { reason: 'unknown status' },
  'POST /v1/models/{modelId}/promote': { reason: 'better' },
  'POST /v1/models/rollback': { reason: 'worse' },
  'POST /v1/training-runs': { from: '2025-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
  'POST /v1/training-runs/{runId}/accept': { reason: 'looked' },
  'POST /v1/court/rulings': { feature: 'source', ruling: 'refuse', reason: 'filled late' },
  'PATCH /v1/settings': { responsePromiseMinutes: 20, bands: { hot: 0.3, warm: 0.1 } },
  'POST /v1/predictions': UNSAVED,
  'POST /v1/webhooks/rest/hooked.crm': WEBHOOK,
};

/** Routes that are known to take a body; all others are sent one as well. */
export const ROUTES_WITH_A_BODY = Object.keys(VALID);

export interface OpenRoute {
  /** Such as POST /v1/leads/{leadId}/outcome. */
  name: string;
  method: string;
  /** With the parameters filled in. */
  path: string;
  /** With the parameters as they are documented. */
  pattern: string;
  valid: unknown;
  headersFor(body: Buffer): Record<string, string>;
}

export const SETTINGS = (): string => {
  const crm = parse(readFileSync('config/dialects/simulated-crm.yaml', 'utf8')) as object;
  return stringify({
    groups: [
      {
        key: 'open',
        name: 'Open Group',
        timeZone: 'America/Chicago',
        dealerships: [
          {
            key: 'hooked',
            name: 'Hooked',
            timeZone: 'America/Chicago',
            connections: [
              { key: 'drop', name: 'ADF', dialect: 'adf', secrets: { intakeToken: TOKEN } },
              {
                key: 'crm',
                name: 'CRM',
                dialect: 'rest',
                settings: { ...crm, baseUrl: 'http://127.0.0.1:1/api/v2' },
                secrets: { clientId: 'id', clientSecret: 'secret', webhookSecret: SECRET },
              },
            ],
          },
        ],
      },
    ],
  });
};

/** Every route as somebody with every right reaches it, down to its last line. */
export async function openRoutes(test: TestApp): Promise<OpenRoute[]> {
  const dealership = await test.dealership('hooked');
  const modelId = await plantChampion(test, dealership.groupId);
  const { ids } = await plantTenant(test, dealership, 'PLANTED', modelId);
  const runId = await plantHeldRun(test, dealership.groupId, 'PLANTED', modelId);
  const key = await test.apiKey('hooked', undefined, true);
  const fillings: Record<string, string> = {
    leadId: ids['leadId']!,
    modelId,
    runId,
    deliveryId: ids['deliveryId']!,
    id: ids['quarantineId']!,
    key: 'drop',
  };
  const headersFor = (body: Buffer): Record<string, string> => ({
    authorization: `Bearer ${key}`,
    'x-intake-token': TOKEN,
    'x-crm-signature': signatureOf(body, SECRET),
  });
  return documentedRoutes(test.app).flatMap(({ method, path }) =>
    namedPaths(path).map((pattern) => ({
      name: `${method} ${pattern}`,
      method,
      pattern,
      path: pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => fillings[name] ?? ids['leadId']!),
      valid: VALID[`${method} ${pattern}`] ?? {},
      headersFor,
    })),
  );
}

/** A webhook's reader depends on the dialect in its path. */
const namedPaths = (path: string): string[] =>
  path === '/v1/webhooks/{dialect}/{connection}'
    ? ['/v1/webhooks/rest/hooked.crm', '/v1/webhooks/adf/hooked.drop']
    : [path];
