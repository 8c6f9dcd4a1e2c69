import { PULL_ORDER } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import type { SettingsSection } from '../settings-reading.js';
import { readSecret } from '../read-secret.js';
import { optionalPath, readPathSetting } from './read-rest-paths.js';
import {
  PUSH_FIELDS,
  type PushField,
  type PushResults,
  type PushSettings,
  type ReadBackSettings,
  type WebhookSettings,
} from './rest-settings.js';

export function readPush(root: SettingsSection): PushSettings | undefined {
  const section = root.optionalSection('push', 'Give path, fields and results.');
  if (!section) return undefined;
  const items = section.optionalText('items', 'Name the list in the body, such as scores.');
  const results = readResults(section);
  const push: PushSettings = {
    method: section.word('method', ['POST', 'PUT', 'PATCH'], 'POST'),
    path: section.text('path', 'Give the path below baseUrl, such as /scores.'),
    batchSize: section.number('batchSize', { min: 1, max: 1000, fallback: 1 }),
    fields: readPushFields(section.section('fields', 'Map their field names to ours.')),
    headers: readPushFields(section.optionalSection('headers', 'Map header names to our fields.')),
    ...(items !== undefined && { items }),
    ...(results && { results }),
  };
  if (push.path.includes('{') && push.batchSize > 1) {
    section.fault('batchSize', 'is more than 1 while the path names one lead', 'Set batchSize: 1.');
  }
  if (push.batchSize > 1 && !results) {
    section.fault('results', 'is missing', 'Say where the answer tells which records failed.');
  }
  section.close();
  return push;
}

function readPushFields(section: SettingsSection | undefined): Record<string, PushField> {
  const names = (section?.entries() ?? []).map(([theirs]): [string, PushField] => [
    theirs,
    section?.word(theirs, PUSH_FIELDS) ?? 'leadExternalId',
  ]);
  return Object.fromEntries(names);
}

function readResults(push: SettingsSection): PushResults | undefined {
  const section = push.optionalSection('results', 'Give path, key, status and ok.');
  if (!section) return undefined;
  const errorPath = optionalPath(section, 'error');
  const retryablePath = optionalPath(section, 'retryable');
  const results: PushResults = {
    path: readPathSetting(section, 'path'),
    keyPath: readPathSetting(section, 'key'),
    keyIs: section.word('keyIs', ['deliveryKey', 'leadExternalId'], 'deliveryKey'),
    statusPath: readPathSetting(section, 'status'),
    ok: section.texts('ok', 'List the statuses that mean "taken", in quotes.'),
    ...(errorPath && { errorPath }),
    ...(retryablePath && { retryablePath }),
  };
  if (results.ok.length === 0) {
    section.fault('ok', 'is missing', 'List the statuses that mean "taken", such as [ok].');
  }
  section.close();
  return results;
}

export function readReadBack(root: SettingsSection): ReadBackSettings | undefined {
  const section = root.optionalSection('readBack', 'Give path and field.');
  if (!section) return undefined;
  const path = section.text('path', 'Give the path of one lead, such as /leads/{leadExternalId}.');
  if (path !== '' && !path.includes('{leadExternalId}')) {
    section.fault('path', 'does not say which lead', 'Put {leadExternalId} into it.');
  }
  const readBack = { path, field: readPathSetting(section, 'field') };
  section.close();
  return readBack;
}

export function readWebhook(
  root: SettingsSection,
  secrets: Record<string, string>,
): WebhookSettings | undefined {
  const section = root.optionalSection('webhook', 'Give signatureHeader and prefix.');
  if (!section) return undefined;
  section.word('algorithm', ['hmac-sha256'], 'hmac-sha256');
  const secretName = section.text('secret', 'Name one of the secrets.', 'webhookSecret');
  const timestampHeader = section.optionalText('timestampHeader', 'Name the header.');
  const items = optionalPath(section, 'items');
  const kindPath = optionalPath(section, 'kind');
  const recordPath = optionalPath(section, 'record');
  const webhook: WebhookSettings = {
    signatureHeader: section.text('signatureHeader', 'Name the header.').toLowerCase(),
    prefix: typeof section.value('prefix') === 'string' ? String(section.value('prefix')) : '',
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
