import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import { payloadSource, readFields } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import type { MappedField } from '../said-fields.js';
import { readScoreFields, type ScoreFields } from '../score-fields.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { DYNAMICS_STATUSES } from './dynamics-statuses.js';

/** A connection of the `dynamics` dialect, checked. */
export interface DynamicsSettings {
  /** Of the environment, such as https://contoso.crm.dynamics.com. */
  baseUrl: URL;
  tokenUrl: URL;
  clientId: string;
  clientSecret: string;
  statuses: StatusMapping;
  /** Of our lead fields, in which column of leads they stand; the rest is known. */
  fields: MappedField[];
  /** Columns of leads that become custom attributes. */
  customColumns: readonly string[];
  /** Where a score goes: the table of Dynamics' own scoring, columns of leads, or nowhere. */
  scores?: { as: 'predictive' } | { as: 'columns'; columns: ScoreFields };
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readDynamicsSettings(config: ConnectionConfig): DynamicsSettings {
  const reading = new SettingsReading(`Connection ${config.id} (dynamics)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a status such as "lead 100000001".');
  const fields = root.optionalSection('fields', 'Map our fields to columns of leads.');
  const scores = readScores(root);
  const settings: DynamicsSettings = {
    baseUrl: readAddress(root, 'baseUrl'),
    tokenUrl: readTokenUrl(root),
    clientId: readSecret(root, config.secrets, 'clientId'),
    clientSecret: readSecret(root, config.secrets, 'clientSecret'),
    statuses: { ...DYNAMICS_STATUSES, ...(own && readStatuses(own)) },
    fields: fields ? readFields('lead', fields, payloadSource) : [],
    customColumns: root.texts('customColumns', 'List logical names, such as new_tradein.'),
    ...(scores && { scores }),
    limits: readLimits(root),
  };
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  checkColumns(settings, root);
  root.close();
  reading.finish();
  return settings;
}

function readTokenUrl(root: SettingsSection): URL {
  const login = readAddress(root, 'loginUrl', 'https://login.microsoftonline.com');
  const fix = 'Give the directory (tenant) id of Entra.';
  const tenant = root.text('tenantId', fix);
  if (tenant !== '' && !/^[\w.-]+$/.test(tenant)) root.fault('tenantId', 'is no directory', fix);
  return new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, login);
}

function readScores(root: SettingsSection): DynamicsSettings['scores'] {
  const fix = 'Name the columns of leads: likelihood, and if you like band, reason.';
  const columns = readScoreFields(root, 'scoreColumns', fix);
  const as = root.word('scoreAs', ['nothing', 'predictive', 'columns'], 'nothing');
  if (as === 'columns' || (as === 'nothing' && columns)) {
    if (columns) return { as: 'columns', columns };
    root.fault('scoreColumns', 'is missing', fix);
  }
  return as === 'predictive' ? { as } : undefined;
}

/** Names go into queries as they are, so nothing but a name may be one. */
const LOGICAL_NAME = /^[a-z_][a-z0-9_]*$/;

function checkColumns(settings: DynamicsSettings, root: SettingsSection): void {
  const { fields, customColumns, scores } = settings;
  const columns = scores?.as === 'columns' ? Object.values<string>({ ...scores.columns }) : [];
  const named: [string, readonly string[]][] = [
    ['fields', fields.flatMap(({ source }) => source.reads)],
    ['customColumns', customColumns],
    ['scoreColumns', columns],
  ];
  for (const [key, names] of named) {
    if (names.every((name) => LOGICAL_NAME.test(name))) continue;
    const fix = 'Use logical names, in small letters, as under Tables > Columns.';
    root.fault(key, 'holds something that is no column', fix);
  }
}
