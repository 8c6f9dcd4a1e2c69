import { PULL_ORDER, type ConnectionConfig } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import { payloadSource, readCustom, readFields } from '../field-mapping.js';
import { readAddress, readLimits } from '../read-address.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { readStatuses } from '../status-words.js';
import { readAuth } from './read-rest-auth.js';
import { optionalPath, readPathSetting } from './read-rest-paths.js';
import { readPush, readReadBack, readWebhook } from './read-rest-writes.js';
import type { ChangesFilter, Paging, PullSettings, RestSettings } from './rest-settings.js';

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readRestSettings(config: ConnectionConfig): RestSettings {
  const reading = new SettingsReading(`Connection ${config.id} (rest)`);
  const root = reading.root(config.settings);
  const baseUrl = readAddress(root, 'baseUrl');
  const readBack = readReadBack(root);
  const settings: RestSettings = {
    baseUrl,
    auth: readAuth(root, config.secrets, baseUrl),
    limits: readLimits(root),
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

function readPulls(root: SettingsSection, ownField: string | undefined): RestSettings['pull'] {
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

/**
 * @param ownField - where our own score comes back: never custom, or the model would read its own answer.
 */
function readPull(kind: RecordKind, section: SettingsSection, ownField?: string): PullSettings {
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
  const pull: PullSettings = {
    mapping: { kind, fields, custom: readCustom(section, taken) },
    path: section.text('path', 'Give the path below baseUrl, such as /leads.'),
    query: readQuery(section),
    paging: readPaging(section.section('paging', 'Give type: cursor, page, link or none.')),
  };
  const items = optionalPath(section, 'items');
  const changes = readChanges(section);
  if (items) pull.items = items;
  if (changes) pull.changes = changes;
  section.close();
  return pull;
}

function readQuery(section: SettingsSection): Record<string, string> {
  const query = section.optionalSection('query', 'Give parameter: value lines.');
  return Object.fromEntries((query?.entries() ?? []).map(([key, value]) => [key, String(value)]));
}

function readPaging(section: SettingsSection): Paging {
  const type = section.word('type', ['cursor', 'page', 'link', 'none']);
  const paging = readPagingOf(type, section);
  section.close();
  return paging;
}

function readPagingOf(type: Paging['type'], section: SettingsSection): Paging {
  if (type === 'cursor') {
    const param = section.text('param', 'Name the query parameter that takes the token.');
    return { type, param, nextPath: readPathSetting(section, 'nextPath') };
  }
  if (type === 'page') {
    const sizeParam = section.optionalText('sizeParam', 'Name the page size parameter.');
    return {
      type,
      param: section.text('param', 'Name the query parameter that takes the page number.'),
      ...(sizeParam !== undefined && { sizeParam }),
      size: section.number('size', { min: 1, max: 10_000 }),
      first: section.number('first', { min: 0, max: 1, fallback: 1 }),
    };
  }
  if (type === 'none') return { type };
  const nextPath = optionalPath(section, 'nextPath');
  const header = section.text('header', 'Name the header.', 'link').toLowerCase();
  return { type, header, ...(nextPath && { nextPath }) };
}

function readChanges(pull: SettingsSection): ChangesFilter | undefined {
  const section = pull.optionalSection('changes', 'Give param, format and updatedPath.');
  if (!section) return undefined;
  const serverTimePath = optionalPath(section, 'serverTimePath');
  const changes: ChangesFilter = {
    param: section.text('param', 'Name the query parameter that takes "changed since".'),
    format: section.word('format', ['iso', 'epoch-ms', 'epoch-s'], 'iso'),
    updatedPath: readPathSetting(section, 'updatedPath'),
    overlapSeconds: section.number('overlapSeconds', { min: 0, max: 86_400, fallback: 120 }),
    order: section.word('order', ['updated', 'none'], 'none'),
    ...(serverTimePath && { serverTimePath }),
  };
  section.close();
  return changes;
}
