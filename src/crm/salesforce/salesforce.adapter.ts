import type { Clock } from '#platform';
import type { ConnectionConfig, ProbeStep } from '../crm-adapter.js';
import { fieldsThere } from '../field-writing.js';
import type { CrmHttp } from '../http/crm-http.js';
import type { ScoreFields } from '../score-fields.js';
import { isPlainObject } from '../settings-reading.js';
import { VendorAdapter, type ScoreWriting } from '../vendor-adapter.js';
import { SalesforceClient } from './salesforce-client.js';
import { SalesforcePull, type SalesforceKind } from './salesforce-pull.js';
import { MOST_RECORDS, SalesforcePush, objectOf } from './salesforce-push.js';
import { readSalesforceSettings, type SalesforceSettings } from './salesforce-settings.js';
import { isSalesforceId } from './soql.js';

/**
 * Salesforce Sales Cloud, and what dealers' products build upon it; see README.md beside this file.
 *
 * @throws CrmSettingsError listing every fault.
 */
export function salesforceAdapter(
  config: ConnectionConfig,
  http: CrmHttp,
  clock: Clock,
): VendorAdapter {
  const settings = readSalesforceSettings(config);
  const client = new SalesforceClient(settings, http, clock);
  const pull = (kind: SalesforceKind) => (cursor: string | null) =>
    new SalesforcePull(kind, settings, client, clock).page(cursor);
  return new VendorAdapter({
    dialect: 'salesforce',
    name: 'Salesforce',
    where: settings.baseUrl.origin,
    statuses: settings.statuses,
    pulls: { lead: pull('lead'), activity: pull('activity') },
    vitals: () => client.rest.vitals,
    signIn: () => client.rest.signIn(),
    scores: settings.scoreFields
      ? scoreWriting(settings.scoreFields, client)
      : {
          missing: 'no field named to write to',
          fix: 'Create custom fields on Lead and Opportunity, and name them under scoreFields.',
        },
    messages: 'Salesforce sends no webhooks here: leads are pulled.',
    remarks: () => callsLeft(settings, client),
  });
}

function scoreWriting(fields: ScoreFields, client: SalesforceClient): ScoreWriting {
  return {
    mostScores: MOST_RECORDS,
    send: (scores) => new SalesforcePush(fields, client).send(scores),
    readBack: async (id) => {
      if (!isSalesforceId(id)) return null;
      const url = client.url(`/sobjects/${objectOf(id)}/${id}`, { fields: fields.likelihood });
      const { status, json } = await client.rest.send({ method: 'GET', url, alsoGood: [404] });
      const shown = status !== 404 && isPlainObject(json) ? json[fields.likelihood] : null;
      return typeof shown === 'number' ? { likelihoodPercent: shown } : null;
    },
    canWrite: () =>
      fieldsThere(fields, 'Lead has', (names) => {
        const q = `SELECT Id, ${names.join(', ')} FROM Lead LIMIT 1`;
        return client.rest.send({ method: 'GET', url: client.url('/query', { q }) });
      }),
  };
}

function callsLeft(
  { mostOfDailyCalls }: SalesforceSettings,
  client: SalesforceClient,
): ProbeStep[] {
  const { daily } = client;
  if (!daily) return [];
  const detail = `${daily.used} of ${daily.total} calls used in the last 24 hours, by everybody`;
  const ok = daily.used < mostOfDailyCalls * daily.total;
  const fix = 'Find out who uses the calls up, or raise mostOfDailyCalls.';
  return [{ name: 'daily calls', topic: 'limit', ok, detail, ...(!ok && { fix }) }];
}
