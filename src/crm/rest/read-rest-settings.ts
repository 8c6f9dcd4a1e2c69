import type { ConnectionConfig } from '../crm-adapter.js';
import { readAddress, readLimits } from '../read-address.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { readAuth } from './read-rest-auth.js';
import { readPulls } from './read-rest-pull.js';
import { readPush } from './read-rest-push.js';
import { readReadBack, readWebhook } from './read-rest-writes.js';
import type { RestSettings } from './rest-settings.js';

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readRestSettings(config: ConnectionConfig): RestSettings {
  const reading = new SettingsReading(`Connection ${config.id} (rest)`);
  const root = reading.root(config.settings);
  const baseUrl = readAddress(root, 'baseUrl');
  const readBack = readReadBack(root);
  const settings: RestSettings = {
    baseUrl,
    auth: readAuth(root, config.secrets, baseUrl),
    headers: readHeaders(root),
    limits: readLimits(root),
    ...readCalls(root),
    pull: readPulls(root, readBack?.field.text),
    statuses: readStatuses(
      root.section('statuses', "Map each of the CRM's statuses to an outcome."),
    ),
  };
  const push = readPush(root);
  const webhook = readWebhook(root, config.secrets);
  if (push) settings.push = push;
  if (readBack) settings.readBack = readBack;
  if (webhook) settings.webhook = webhook;
  // Writeback's own, read there; named here so that it does not pass for a misspelling.
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return settings;
}

/** Headers of every request, such as a media type or a tenant. */
function readHeaders(root: SettingsSection): Record<string, string> {
  const section = root.optionalSection('headers', 'Give header: value lines.');
  return Object.fromEntries(
    (section?.entries() ?? []).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

const WINDOWS = [
  ['perSecond', 1_000],
  ['perMinute', 60_000],
  ['perHour', 3_600_000],
] as const;

function readCalls(root: SettingsSection): Pick<RestSettings, 'calls' | 'budget'> {
  const section = root.optionalSection(
    'calls',
    'Give perSecond, perMinute, perHour or leftHeader.',
  );
  if (!section) return { calls: [] };
  const calls = WINDOWS.flatMap(([key, perMs]) =>
    section.has(key) ? [{ calls: section.number(key, { min: 1, max: 100_000 }), perMs }] : [],
  );
  const header = (key: string) => section.optionalText(key, 'Name the header.')?.toLowerCase();
  const [left, of, reset] = [header('leftHeader'), header('ofHeader'), header('resetHeader')];
  section.close();
  if (left === undefined) return { calls };
  return {
    calls,
    budget: { left, ...(of !== undefined && { of }), ...(reset !== undefined && { reset }) },
  };
}
