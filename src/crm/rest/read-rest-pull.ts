import { PULL_ORDER } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import { readCustom } from '../custom-mapping.js';
import { payloadSource, readFields } from '../field-mapping.js';
import { isPlainObject, SettingsSection } from '../settings-reading.js';
import { readChanges, readPaging } from './read-rest-paging.js';
import { optionalPath } from './read-rest-paths.js';
import type { Companion, ParamPlace, PullSettings, RecordMapping } from './rest-pull-settings.js';
import type { RestSettings } from './rest-settings.js';

/** @param ownField - where our own score comes back: never custom, or the model would read its own answer. */
export function readPulls(
  root: SettingsSection,
  ownField: string | undefined,
): RestSettings['pull'] {
  const section = root.section('pull', `Describe at least one of: ${PULL_ORDER.join(', ')}.`);
  const pulls: RestSettings['pull'] = {};
  for (const kind of PULL_ORDER) {
    if (section.has(kind)) {
      pulls[kind] = readPull(
        kind,
        section.section(kind, 'Give path, items, paging and fields.'),
        ownField,
      );
    }
  }
  if (!section.has('lead'))
    section.fault('lead', 'is missing', 'Say where the leads are read from.');
  section.close();
  return pulls;
}

function readPull(kind: RecordKind, section: SettingsSection, ownField?: string): PullSettings {
  const method = section.word('method', ['GET', 'POST'], 'GET');
  const usual: ParamPlace = method === 'POST' ? 'body' : 'query';
  const items = optionalPath(section, 'items');
  const changes = readChanges(section, usual);
  const body = readBody(section);
  const detail = readDetail(section);
  const pull: PullSettings = {
    mapping: readMapping(kind, section, ownField),
    method,
    path: section.text('path', 'Give the path below baseUrl, such as /leads.'),
    query: readQuery(section),
    keyed: section.value('keyed') === true,
    paging: readPaging(
      section.section('paging', 'Give type: cursor, page, offset, last, link or none.'),
      usual,
    ),
    companions: readCompanions(section),
    ...(items && { items }),
    ...(changes && { changes }),
    ...(body && { body }),
    ...(detail && { detail }),
  };
  if (method === 'GET' && (body || asksInBody(pull))) {
    section.fault('method', 'sends no body', 'Set method: POST, or put parameters into the query.');
  }
  section.close();
  return pull;
}

const asksInBody = ({ paging, changes }: PullSettings): boolean =>
  ('in' in paging && paging.in === 'body') || changes?.in === 'body';

function readMapping(kind: RecordKind, section: SettingsSection, ownField?: string): RecordMapping {
  const fieldsSection = section.section('fields', 'Map our fields to paths in the payload.');
  const fields = readFields(kind, fieldsSection, payloadSource);
  if (!fieldsSection.has('externalId')) {
    fieldsSection.fault(
      'externalId',
      'is missing',
      "Map the record's own id: records are told apart by it.",
    );
  }
  const taken = new Set(fields.flatMap(({ source }) => source.reads));
  if (ownField !== undefined) taken.add(ownField);
  return { kind, fields, custom: readCustom(section, taken) };
}

function readQuery(section: SettingsSection): Record<string, string> {
  const query = section.optionalSection('query', 'Give parameter: value lines.');
  return Object.fromEntries((query?.entries() ?? []).map(([key, value]) => [key, String(value)]));
}

function readBody(section: SettingsSection): Record<string, unknown> | undefined {
  const body = section.optionalSection('body', 'Give what is sent with each search.');
  return body && Object.fromEntries(body.entries());
}

function readDetail(section: SettingsSection): PullSettings['detail'] {
  const detail = section.optionalSection('detail', 'Give path, such as /leads/{id}.');
  if (!detail) return undefined;
  const path = detail.text('path', 'Give the path of one record, such as /leads/{id}.');
  if (path !== '' && !path.includes('{')) {
    detail.fault('path', 'does not say which record', 'Put {id}, or another field, into it.');
  }
  const item = optionalPath(detail, 'item');
  detail.close();
  return { path, ...(item && { item }) };
}

/** `also:` is a list, for a lead may hold records of several kinds. */
function readCompanions(section: SettingsSection): Companion[] {
  const fix = 'List { kind, items, fields } of what stands inside each record.';
  const written = section.value('also') ?? [];
  if (!Array.isArray(written)) {
    section.fault('also', 'is not a list', fix);
    return [];
  }
  return written.flatMap((entry: unknown, at) => {
    const key = `also[${at}]`;
    if (!isPlainObject(entry)) {
      section.fault(key, 'is not a set of keys', fix);
      return [];
    }
    return readCompanion(new SettingsSection(section.reading, section.at(key), entry));
  });
}

function readCompanion(section: SettingsSection): Companion {
  const kind = section.word('kind', PULL_ORDER as readonly [RecordKind, ...RecordKind[]]);
  const path = section.optionalText('path', 'Give a path such as /leads/{id}/notes.');
  const items = optionalPath(section, 'items');
  const companion = {
    mapping: readMapping(kind, section),
    ...(path !== undefined && { path }),
    ...(items && { items }),
  };
  if (path === undefined && !items) {
    section.fault('items', 'is missing', 'Say where they stand in the record, or give a path.');
  }
  section.close();
  return companion;
}
