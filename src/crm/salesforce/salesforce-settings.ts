import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import { payloadSource, readFields } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import type { MappedField } from '../said-fields.js';
import { readScoreFields, type ScoreFields } from '../score-fields.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { SALESFORCE_STATUSES } from './salesforce-statuses.js';

/** A connection of the `salesforce` dialect, checked. */
export interface SalesforceSettings {
  /** The org's My Domain address: client credentials are answered there and nowhere else. */
  baseUrl: URL;
  apiVersion: string;
  clientId: string;
  clientSecret: string;
  statuses: StatusMapping;
  /** Of our lead fields, where they stand on Lead; the rest is known. */
  fields: MappedField[];
  /** API names of the org's own fields that become custom attributes. */
  customFields: readonly string[];
  /** API names of custom fields, the same on Lead and Opportunity. */
  scoreFields?: ScoreFields;
  /** Share of the org's daily calls after which this connection waits: others need theirs. */
  mostOfDailyCalls: number;
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readSalesforceSettings(config: ConnectionConfig): SalesforceSettings {
  const reading = new SettingsReading(`Connection ${config.id} (salesforce)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a status or stage to an outcome.');
  const fields = root.optionalSection('fields', 'Map our fields to API names of Lead.');
  const settings: SalesforceSettings = {
    baseUrl: readAddress(root, 'baseUrl'),
    apiVersion: readApiVersion(root),
    clientId: readSecret(root, config.secrets, 'clientId'),
    clientSecret: readSecret(root, config.secrets, 'clientSecret'),
    statuses: { ...SALESFORCE_STATUSES, ...(own && readStatuses(own)) },
    fields: fields ? readFields('lead', fields, payloadSource) : [],
    customFields: readNames(root, 'customFields'),
    mostOfDailyCalls: root.number('mostOfDailyCalls', { min: 0.01, max: 1, fallback: 0.8 }),
    limits: readLimits(root),
  };
  const scoreFields = readScoreFields(
    root,
    'scoreFields',
    'Give the API names of the custom fields: likelihood, and if you like band, reason.',
  );
  if (scoreFields) settings.scoreFields = scoreFields;
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  checkApiNames(settings, root);
  root.close();
  reading.finish();
  return settings;
}

function readApiVersion(root: SettingsSection): string {
  const fix = 'Write it as v59.0.';
  const version = root.text('apiVersion', fix, 'v59.0');
  if (!/^v\d{2,3}\.0$/.test(version)) root.fault('apiVersion', 'is not a version', fix);
  return version;
}

const readNames = (root: SettingsSection, key: string): string[] =>
  root.texts(key, 'List API names, such as Trade_In__c.');

/** Names go into queries as they are, so nothing but a name may be one. */
const API_NAME = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/;

function checkApiNames(settings: SalesforceSettings, root: SettingsSection): void {
  const { fields, customFields, scoreFields } = settings;
  const named: [string, string][] = [
    ...fields.flatMap(({ source }) =>
      source.reads.map((name): [string, string] => ['fields', name]),
    ),
    ...customFields.map((name): [string, string] => ['customFields', name]),
    ...Object.values(scoreFields ?? {}).map((name: string): [string, string] => [
      'scoreFields',
      name,
    ]),
  ];
  for (const [key, name] of named) {
    if (!API_NAME.test(name))
      root.fault(
        key,
        'holds something that is no API name',
        'See Setup > Object Manager > Fields.',
      );
  }
}
