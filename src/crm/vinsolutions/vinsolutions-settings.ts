import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { VINSOLUTIONS_STATUSES } from './vinsolutions-statuses.js';

/** A connection of the `vinsolutions` dialect, checked. */
export interface VinSolutionsSettings {
  baseUrl: URL;
  tokenUrl: URL;
  clientId: string;
  clientSecret: string;
  /** Shown beside the token with every call. */
  apiKey: string;
  dealerId: string;
  /** A user tied to the client: contacts are shown to nobody else. */
  userId: string;
  /** Of the media type of `/leads`. */
  leadsVersion: number;
  statuses: StatusMapping;
  scoreAs: 'nothing' | 'isHot' | 'isHotAndNotes';
  /** Where events are sent to us: the header that proves them, and what it says. */
  events?: { header: string; value: string };
  callsPerSecond: number;
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readVinSolutionsSettings(config: ConnectionConfig): VinSolutionsSettings {
  const reading = new SettingsReading(`Connection ${config.id} (vinsolutions)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a status to an outcome.');
  const secret = (name: string): string => readSecret(root, config.secrets, name);
  const settings: VinSolutionsSettings = {
    baseUrl: readAddress(root, 'baseUrl', 'https://api.vinsolutions.com'),
    tokenUrl: readAddress(
      root,
      'tokenUrl',
      'https://authentication.vinsolutions.com/connect/token',
    ),
    clientId: secret('clientId'),
    clientSecret: secret('clientSecret'),
    apiKey: secret('apiKey'),
    dealerId: readId(root, 'dealerId'),
    userId: readId(root, 'userId'),
    leadsVersion: root.number('leadsVersion', { min: 3, max: 9, fallback: 3 }),
    statuses: { ...VINSOLUTIONS_STATUSES, ...(own && readStatuses(own)) },
    scoreAs: root.word('scoreAs', ['nothing', 'isHot', 'isHotAndNotes'], 'nothing'),
    callsPerSecond: root.number('callsPerSecond', { min: 1, max: 1000, fallback: 5 }),
    limits: readLimits(root),
  };
  if (root.has('eventHeader')) {
    const fix = 'Name the header that VinSolutions was told to send with events.';
    settings.events = { header: root.text('eventHeader', fix), value: secret('eventHeaderValue') };
  }
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return settings;
}

function readId(root: SettingsSection, key: string): string {
  const fix = `Give the ${key} as VinSolutions shows it, such as '2002'.`;
  const written = root.value(key);
  const id = typeof written === 'number' ? String(written) : written;
  if (typeof id === 'string' && /^\d{1,18}$/.test(id)) return id;
  root.fault(key, id === undefined ? 'is missing' : 'is not a number', fix);
  return '';
}
