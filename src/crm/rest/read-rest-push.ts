import { toSaid } from '../payload-path.js';
import { isPlace } from '../payload-writing.js';
import { isPlainObject, type SettingsSection } from '../settings-reading.js';
import { readWriting } from './read-rest-paging.js';
import { ISO_UTC } from '../instant.js';
import { optionalPath, readPathSetting } from './read-rest-paths.js';
import {
  PUSH_FIELDS,
  type PushResults,
  type PushSettings,
  type WrittenField,
} from './rest-settings.js';

export function readPush(root: SettingsSection): PushSettings | undefined {
  const section = root.optionalSection('push', 'Give path, fields and results.');
  if (!section) return undefined;
  const items = section.optionalText('items', 'Name the list in the body, such as scores.');
  const body = section.optionalSection('body', 'Give what is sent beside the records.');
  const results = readResults(section);
  const push: PushSettings = {
    method: section.word('method', ['POST', 'PUT', 'PATCH'], 'POST'),
    path: section.text('path', 'Give the path below baseUrl, such as /scores.'),
    batchSize: section.number('batchSize', { min: 1, max: 1000, fallback: 1 }),
    body: Object.fromEntries(body?.entries() ?? []),
    fields: readWritten(section.section('fields', 'Map their field names to ours.')),
    headers: readWritten(section.optionalSection('headers', 'Map header names to our fields.')),
    ...(items !== undefined && { items }),
    ...(results && { results }),
  };
  checkBatch(section, push);
  section.close();
  return push;
}

function checkBatch(
  section: SettingsSection,
  { path, batchSize, items, body, results }: PushSettings,
): void {
  if (path.includes('{') && batchSize > 1) {
    section.fault('batchSize', 'is more than 1 while the path names one lead', 'Set batchSize: 1.');
  }
  if (batchSize > 1 && !results) {
    section.fault('results', 'is missing', 'Say where the answer tells which records failed.');
  }
  if (items !== undefined && !isPlace(items)) {
    section.fault(
      'items',
      'is not a place in the body',
      'Give a dotted place, such as data.scores.',
    );
  }
  if (items === undefined && batchSize > 1 && Object.keys(body).length > 0) {
    section.fault('items', 'is missing', 'Say where in the body the list of records goes.');
  }
}

/** Their field, or a place such as `data.attributes.score` or `values[0].value`: ours, or how it is written. */
function readWritten(section: SettingsSection | undefined): Record<string, WrittenField> {
  if (!section) return {};
  return Object.fromEntries(
    section.entries().map(([theirs, written]) => [theirs, writtenField(section, theirs, written)]),
  );
}

function writtenField(section: SettingsSection, theirs: string, written: unknown): WrittenField {
  if (!isPlace(theirs)) section.fault(theirs, 'is not a place', 'Give a dotted place.');
  if (!isPlainObject(written)) {
    return { field: section.word(theirs, PUSH_FIELDS), values: new Map(), instants: ISO_UTC };
  }
  const inner = section.section(theirs, 'Give field or value.');
  const field = inner.has('value') ? constantOf(inner) : changedField(inner);
  inner.close();
  return field;
}

const constantOf = (inner: SettingsSection): WrittenField => ({ constant: inner.value('value') });

function changedField(inner: SettingsSection): WrittenField {
  const values = inner.optionalSection('values', 'Map our words to theirs.');
  return {
    field: inner.word('field', PUSH_FIELDS),
    values: new Map((values?.entries() ?? []).map(([ours, theirs]) => [ours, toSaid(theirs)])),
    instants: readWriting(inner),
    ...(inner.has('times') && { times: inner.number('times', { min: -1e12, max: 1e12 }) }),
    ...(inner.has('as') && { as: inner.word('as', ['number', 'text'] as const) }),
  };
}

function readResults(push: SettingsSection): PushResults | undefined {
  const section = push.optionalSection('results', 'Give path, key, status and ok.');
  if (!section) return undefined;
  const path = optionalPath(section, 'path');
  const errorPath = optionalPath(section, 'error');
  const retryablePath = optionalPath(section, 'retryable');
  const keyIs = section.word('keyIs', ['deliveryKey', 'leadExternalId', 'position'], 'deliveryKey');
  const results: PushResults = {
    keyIs,
    unnamed: section.word('unnamed', ['retry', 'accepted'], 'retry'),
    ...(path && { path }),
    ...(keyIs !== 'position' && { keyPath: readPathSetting(section, 'key') }),
    statusPath: readPathSetting(section, 'status'),
    ok: readOk(section),
    ...(errorPath && { errorPath }),
    ...(retryablePath && { retryablePath }),
  };
  section.close();
  return results;
}

/** Words, numbers or true: whatever the system says when it has taken a score. */
function readOk(section: SettingsSection): string[] {
  const written = section.value('ok') ?? [];
  const ok = (Array.isArray(written) ? written : [written]).map(String);
  if (ok.length === 0) {
    section.fault('ok', 'is missing', 'List what means "taken", such as [ok], [200] or [true].');
  }
  return ok;
}
