import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import { payloadSource, readFields } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret, type Secrets } from '../read-secret.js';
import type { MappedField } from '../said-fields.js';
import { readScoreFields, type ScoreFields } from '../score-fields.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { ZOHO_STATUSES } from './zoho-statuses.js';

/** A connection of the `zoho` dialect, checked. */
export interface ZohoSettings {
  /** Of the organisation's data centre. */
  baseUrl: URL;
  /** Answers access tokens; of the same data centre. */
  accountsUrl: URL;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  statuses: StatusMapping;
  /** Of our lead fields, where they stand on Leads; the rest is known. */
  fields: MappedField[];
  /** API names of the organisation's own fields that become custom attributes. */
  customFields: readonly string[];
  scoreFields?: ScoreFields;
  /** Credits of the day that are left to others. */
  creditsKept: number;
  /** What notifications must carry, and where they are sent to; undefined takes none. */
  notifications?: { token: string; url: string };
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readZohoSettings(config: ConnectionConfig): ZohoSettings {
  const reading = new SettingsReading(`Connection ${config.id} (zoho)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a status or stage to an outcome.');
  const fields = root.optionalSection('fields', 'Map our fields to API names of Leads.');
  const settings: ZohoSettings = {
    baseUrl: readAddress(root, 'baseUrl', 'https://www.zohoapis.com'),
    accountsUrl: readAddress(root, 'accountsUrl', 'https://accounts.zoho.com'),
    clientId: readSecret(root, config.secrets, 'clientId'),
    clientSecret: readSecret(root, config.secrets, 'clientSecret'),
    refreshToken: readSecret(root, config.secrets, 'refreshToken'),
    statuses: { ...ZOHO_STATUSES, ...(own && readStatuses(own)) },
    fields: fields ? readFields('lead', fields, payloadSource) : [],
    customFields: root.texts('customFields', 'List API names, such as Trade_In.'),
    creditsKept: root.number('creditsKept', { min: 0, max: 10_000_000, fallback: 1000 }),
    limits: readLimits(root),
  };
  const scoreFields = readScoreFields(
    root,
    'scoreFields',
    'Give the API names of the custom fields: likelihood, and if you like band, reason.',
  );
  if (scoreFields) settings.scoreFields = scoreFields;
  if (root.has('notifyUrl')) {
    const url = root.text('notifyUrl', 'Give the address of this connection as Zoho reaches it.');
    settings.notifications = { url, token: readNotifyToken(root, config.secrets) };
  }
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  checkFieldCount(settings, root);
  root.close();
  reading.finish();
  return settings;
}

const LONGEST_TOKEN = 50;

function readNotifyToken(root: SettingsSection, secrets: Secrets): string {
  const token = readSecret(root, secrets, 'notifyToken');
  if (token.length > LONGEST_TOKEN) {
    root.reading.fault('secrets.notifyToken', 'is too long', `Use ${LONGEST_TOKEN} characters.`);
  }
  return token;
}

/** No call shows more fields than 50, and 17 of them are our own choice. */
const MOST_OWN_FIELDS = 33;

function checkFieldCount({ fields, customFields }: ZohoSettings, root: SettingsSection): void {
  const named = new Set([...fields.flatMap(({ source }) => source.reads), ...customFields]);
  if (named.size <= MOST_OWN_FIELDS) return;
  root.fault('customFields', 'and fields name too many', `Name ${MOST_OWN_FIELDS} at most.`);
}
