import { PULL_ORDER } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import type { SettingsSection } from '../settings-reading.js';
import { readSecret } from '../read-secret.js';
import { optionalPath, readPathSetting } from './read-rest-paths.js';
import type { ReadBackSettings, WebhookSettings } from './rest-settings.js';

export function readReadBack(root: SettingsSection): ReadBackSettings | undefined {
  const section = root.optionalSection('readBack', 'Give path and field.');
  if (!section) return undefined;
  const path = section.text('path', 'Give the path of one lead, such as /leads/{leadExternalId}.');
  if (path !== '' && !path.includes('{leadExternalId}')) {
    section.fault('path', 'does not say which lead', 'Put {leadExternalId} into it.');
  }
  const readBack = {
    path,
    field: readPathSetting(section, 'field'),
    times: section.number('times', { min: 1e-6, max: 1e6, fallback: 1 }),
  };
  section.close();
  return readBack;
}

export function readWebhook(
  root: SettingsSection,
  secrets: Record<string, string>,
): WebhookSettings | undefined {
  const section = root.optionalSection('webhook', 'Give signatureHeader and prefix.');
  if (!section) return undefined;
  const secretName = section.text('secret', 'Name one of the secrets.', 'webhookSecret');
  const timestampHeader = section.optionalText('timestampHeader', 'Name the header.');
  const items = optionalPath(section, 'items');
  const kindPath = optionalPath(section, 'kind');
  const recordPath = optionalPath(section, 'record');
  const webhook: WebhookSettings = {
    signatureHeader: section.text('signatureHeader', 'Name the header.').toLowerCase(),
    prefix: typeof section.value('prefix') === 'string' ? String(section.value('prefix')) : '',
    algorithm: section.word(
      'algorithm',
      ['hmac-sha256', 'hmac-sha1', 'hmac-sha512', 'token'],
      'hmac-sha256',
    ),
    encoding: section.word('encoding', ['hex', 'base64'], 'hex'),
    secret: readSecret(section, secrets, secretName),
    toleranceSeconds: section.number('toleranceSeconds', { min: 1, max: 86_400, fallback: 300 }),
    kinds: readKinds(section),
    ...(timestampHeader !== undefined && { timestampHeader: timestampHeader.toLowerCase() }),
    ...(items && { items }),
    ...(kindPath && { kindPath }),
    ...(recordPath && { recordPath }),
  };
  section.close();
  return webhook;
}

function readKinds(webhook: SettingsSection): Record<string, RecordKind> {
  const section = webhook.optionalSection('kinds', 'Map their word for a kind to ours.');
  const words = PULL_ORDER as readonly [RecordKind, ...RecordKind[]];
  return Object.fromEntries(
    (section?.entries() ?? []).map(([theirs]) => [theirs, section?.word(theirs, words) ?? 'lead']),
  );
}
