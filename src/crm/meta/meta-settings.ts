import { LEAD_STAGES, type ConnectionConfig, type LeadStage } from '../crm-adapter.js';
import { payloadSource, readFields } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret, type Secrets } from '../read-secret.js';
import type { MappedField } from '../said-fields.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';

/** Where Meta is told how far its leads have come. */
export interface Conversions {
  datasetId: string;
  /** May differ from the page's: it needs `ads_management` on the dataset and no access to leads. */
  token: string;
  /** Named in every event: what the leads are worked in. */
  crmName: string;
  /** What each stage is called there; a stage without a name is not told. */
  names: Partial<Record<LeadStage, string>>;
  /** Whether events carry what a lead is worth: its likelihood times the vehicle's price. */
  withValue: boolean;
  withHashedContact: boolean;
  /** Shows events under "Test events" and counts them nowhere. */
  testEventCode?: string;
}

/** A connection of the `meta` dialect, checked. */
export interface MetaSettings {
  baseUrl: URL;
  /** Such as `v24.0`. */
  graphVersion: string;
  pageId: string;
  /** Lead forms that are read; none named reads all of the page. */
  formIds: readonly string[];
  pageToken: string;
  appSecret: string;
  /** Shown by Meta when the webhook is set up. */
  verifyToken?: string;
  /** Of our lead fields, which answer of a form holds them; usual questions are known. */
  fields: MappedField[];
  /** A share of Meta's limits, percent; beyond it the connection waits. */
  usageKept: number;
  conversions?: Conversions;
  limits: AnswerLimits;
}

const DEFAULT_NAMES: Record<LeadStage, string> = {
  arrived: 'Lead',
  qualified: 'Qualified',
  appointment: 'AppointmentSet',
  shown: 'AppointmentShown',
  won: 'Sold',
  lost: 'Lost',
};

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readMetaSettings(config: ConnectionConfig): MetaSettings {
  const reading = new SettingsReading(`Connection ${config.id} (meta)`);
  const root = reading.root(config.settings);
  const fields = root.optionalSection('fields', 'Map our fields to the names of answers.');
  const pageToken = readSecret(root, config.secrets, 'pageToken');
  const conversions = readConversions(root, config.secrets, pageToken);
  const settings: MetaSettings = {
    baseUrl: readAddress(root, 'baseUrl', 'https://graph.facebook.com'),
    graphVersion: readVersion(root),
    pageId: readId(root, 'pageId', 'Give the number of the page.'),
    formIds: root.texts('forms', 'List the numbers of lead forms, or leave it out for all.'),
    pageToken,
    appSecret: readSecret(root, config.secrets, 'appSecret'),
    ...(config.secrets['verifyToken'] && { verifyToken: config.secrets['verifyToken'] }),
    fields: fields ? readFields('lead', fields, payloadSource) : [],
    usageKept: root.number('usageKept', { min: 10, max: 100, fallback: 90 }),
    ...(conversions && { conversions }),
    limits: readLimits(root),
  };
  for (const id of settings.formIds) {
    if (!/^\d+$/.test(id)) root.fault('forms', 'holds something that is no number', 'Quote ids.');
  }
  root.close();
  reading.finish();
  return settings;
}

function readVersion(root: SettingsSection): string {
  const fix = 'Give a version of the Graph API, such as v24.0.';
  const version = root.text('graphVersion', fix, 'v24.0');
  if (!/^v\d+\.\d+$/.test(version)) root.fault('graphVersion', 'is not a version', fix);
  return version;
}

/** Ids are text: a YAML number of 17 digits would already have lost some. */
function readId(section: SettingsSection, key: string, fix: string): string {
  const id = section.text(key, `${fix} Put it in quotes.`);
  if (id !== '' && !/^\d+$/.test(id)) section.fault(key, 'is not a number', fix);
  return id;
}

function readConversions(
  root: SettingsSection,
  secrets: Secrets,
  pageToken: string,
): Conversions | undefined {
  const section = root.optionalSection('conversions', 'Give datasetId, and if you like names.');
  if (!section) return undefined;
  const fix =
    'Name stages: arrived, qualified, appointment, shown, won, lost. false leaves one out.';
  const own = section.optionalSection('names', fix);
  const testEventCode = section.optionalText('testEventCode', 'Give the code of "Test events".');
  const conversions: Conversions = {
    datasetId: readId(section, 'datasetId', 'Give the number of the dataset.'),
    token: secrets['conversionsToken'] || pageToken,
    crmName: section.text('crmName', 'Name the CRM.', 'Lead Likelihood'),
    names: own ? readNames(own, fix) : DEFAULT_NAMES,
    withValue: section.word('value', ['expected', 'none'], 'expected') === 'expected',
    withHashedContact: section.word('contact', ['hashed', 'none'], 'none') === 'hashed',
    ...(testEventCode && { testEventCode }),
  };
  section.close();
  return conversions;
}

function readNames(section: SettingsSection, fix: string): Conversions['names'] {
  const names: Conversions['names'] = {};
  for (const stage of LEAD_STAGES) {
    if (section.value(stage) === false) continue;
    names[stage] = section.text(stage, fix, DEFAULT_NAMES[stage]);
  }
  section.close();
  return names;
}
