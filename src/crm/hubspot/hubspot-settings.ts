import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import { payloadSource, readFields } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import type { MappedField } from '../said-fields.js';
import { readScoreFields, type ScoreFields } from '../score-fields.js';
import { SettingsReading } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import type { HubSpotWebhook } from './hubspot-signature.js';
import { HUBSPOT_STATUSES } from './hubspot-statuses.js';

/** A connection of the `hubspot` dialect, checked. */
export interface HubSpotSettings {
  baseUrl: URL;
  /** Of a private app. */
  token: string;
  statuses: StatusMapping;
  /** Of our lead fields, in which contact property they stand; the rest is known. */
  fields: MappedField[];
  /** Contact properties that become custom attributes. */
  customProperties: readonly string[];
  /** Contact properties that take a score. */
  scoreProperties?: ScoreFields;
  /** Where HubSpot sends changes, exactly as it was registered: its signature covers it. */
  webhook?: HubSpotWebhook;
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readHubSpotSettings(config: ConnectionConfig): HubSpotSettings {
  const reading = new SettingsReading(`Connection ${config.id} (hubspot)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a lead status or deal stage to an outcome.');
  const fields = root.optionalSection('fields', 'Map our fields to contact properties.');
  const settings: HubSpotSettings = {
    baseUrl: readAddress(root, 'baseUrl', 'https://api.hubapi.com'),
    token: readSecret(root, config.secrets, 'token'),
    statuses: { ...HUBSPOT_STATUSES, ...(own && readStatuses(own)) },
    fields: fields ? readFields('lead', fields, payloadSource) : [],
    customProperties: root.texts('customProperties', 'List names of contact properties.'),
    limits: readLimits(root),
  };
  const scoreProperties = readScoreFields(
    root,
    'scoreProperties',
    'Name the contact properties: likelihood, and if you like band, reason.',
  );
  if (scoreProperties) settings.scoreProperties = scoreProperties;
  if (root.has('webhookUrl')) {
    const fix = 'Give the address registered at HubSpot.';
    const clientSecret = readSecret(root, config.secrets, 'clientSecret');
    settings.webhook = { url: root.text('webhookUrl', fix), clientSecret };
  }
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return settings;
}
