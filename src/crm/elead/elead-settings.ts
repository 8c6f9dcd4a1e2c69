import type { ConnectionConfig, StatusMapping } from '../crm-adapter.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { ELEAD_STATUSES } from './elead-statuses.js';

/** A connection of the `elead` dialect, checked. */
export interface EleadSettings {
  baseUrl: URL;
  /** Of the store: Fortellis gives one for every store that subscribes. */
  subscriptionId: string;
  clientId: string;
  clientSecret: string;
  /** Where access tokens are asked for; undefined shows id and secret with every call instead. */
  token?: { url: URL; scope: string };
  statuses: StatusMapping;
  /** How far back opportunities are searched for on a first run and after a gap, days. */
  historyDays: number;
  writesComments: boolean;
  limits: AnswerLimits;
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readEleadSettings(config: ConnectionConfig): EleadSettings {
  const reading = new SettingsReading(`Connection ${config.id} (elead)`);
  const root = reading.root(config.settings);
  const own = root.optionalSection('statuses', 'Map a status to an outcome.');
  const token = readToken(root);
  const settings: EleadSettings = {
    baseUrl: readAddress(root, 'baseUrl', 'https://api.fortellis.io/sales/v1/elead'),
    subscriptionId: root.text('subscriptionId', 'Give the Subscription-Id of the store.'),
    clientId: readSecret(root, config.secrets, 'clientId'),
    clientSecret: readSecret(root, config.secrets, 'clientSecret'),
    ...(token && { token }),
    statuses: { ...ELEAD_STATUSES, ...(own && readStatuses(own)) },
    historyDays: root.number('historyDays', { min: 8, max: 3650, fallback: 730 }),
    writesComments: root.word('scoreAs', ['nothing', 'comment'], 'nothing') === 'comment',
    limits: readLimits(root),
  };
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return settings;
}

function readToken(root: SettingsSection): EleadSettings['token'] {
  if (root.word('signIn', ['token', 'headers'], 'token') === 'headers') return undefined;
  const url = readAddress(root, 'tokenUrl');
  return { url, scope: root.text('scope', 'Give the scope of the token.', 'anonymous') };
}
