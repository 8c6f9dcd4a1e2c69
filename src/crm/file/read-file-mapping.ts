import { IANAZone } from 'luxon';
import { parseDocument } from 'yaml';
import type { StatusMapping } from '../crm-adapter.js';
import { readFields, withChange, type SourceReader } from '../field-mapping.js';
import { isDateField, type FieldSource, type MappedField } from '../said-fields.js';
import { SettingsReading, SettingsSection } from '../settings-reading.js';
import { readOutcome, readStatuses } from '../status-words.js';
import { columnSource, dateReader, readCellSource, type CellRules } from './cell-source.js';
import { ENCODINGS, type CustomColumns, type FileMapping, type RowKind } from './file-mapping.js';

/** The status of a row that says none, where the mapping gives a default outcome. */
const NO_STATUS = '(none)';
const FIELDS_FIX = 'Map our fields to columns.';

/**
 * @param source - what to call the mapping in errors, such as its file name.
 * @throws CrmSettingsError listing every fault with its key and the fix.
 */
export function parseFileMapping(yaml: string, source: string): FileMapping {
  const reading = new SettingsReading(`Mapping ${source}`);
  const document = parseDocument(yaml);
  for (const error of document.errors) {
    reading.fault('(yaml)', error.message.split('\n')[0] ?? 'is not YAML', 'Correct the YAML.');
  }
  reading.finish();
  return readFileMapping(document.toJS(), source);
}

export function readFileMapping(value: unknown, source: string): FileMapping {
  const reading = new SettingsReading(`Mapping ${source}`);
  const root = reading.root(value);
  const rules = readRules(root);
  const readSource = sourceReader(rules);
  const format = root.has('format') ? root.word('format', ['csv', 'ndjson']) : undefined;
  const kind = rowKind(root);
  const fields = readRowFields(kind, root, readSource);
  const activities = readActivities(root, readSource);
  const { statuses, statusFields } = readOutcomes(kind, root, rules);
  const mapping: FileMapping = {
    ...(format && { format }),
    delimiter: root.text('delimiter', 'Give one character.', ','),
    encoding: root.word('encoding', ENCODINGS, 'utf-8'),
    kind,
    missing: rules.missing,
    fields: [...fields, ...statusFields],
    aliases: readAliases(root),
    optional: new Set(root.texts('optional', 'List columns that a file may lack.')),
    activities,
    statuses,
    custom: readCustomColumns(root, [...fields, ...statusFields, ...activities.flat()]),
  };
  root.close();
  reading.finish();
  return mapping;
}

function readAliases(root: SettingsSection): Record<string, string[]> {
  const section = root.optionalSection('aliases', 'Write column: [its other names].');
  return Object.fromEntries(
    (section?.entries() ?? []).map(([column]) => [
      column,
      section?.texts(column, 'List the other names of the column.') ?? [],
    ]),
  );
}

function readRules(root: SettingsSection): CellRules {
  const timeZone = root.text('timeZone', 'Give an IANA zone, such as America/Chicago.', 'UTC');
  if (!IANAZone.isValidZone(timeZone)) {
    root.fault('timeZone', 'is not a time zone', 'Give an IANA zone, such as America/Chicago.');
  }
  return {
    missing: new Set(['', ...root.texts('missing', 'List the texts that mean "no value".')]),
    timeZone,
    dateFormats: root.texts('dates', 'List formats such as "yyyy-MM-dd HH:mm".'),
  };
}

/** Sources of instants give ISO text with an offset wherever the mapping lets them be read. */
function sourceReader(rules: CellRules): SourceReader {
  const asDate = dateReader(rules);
  return (section, key) => {
    const source = readCellSource(section, key, rules);
    return source && isDateField(key) ? withChange(source, asDate) : source;
  };
}

function rowKind(root: SettingsSection): RowKind {
  if (root.has('lead')) return 'lead';
  if (root.has('customer') === root.has('vehicle')) {
    root.fault('lead', 'is missing', 'Map lead, or only one of customer and vehicle.');
    return 'lead';
  }
  return root.has('customer') ? 'customer' : 'vehicle';
}

/** A lead's row may also tell of its customer, its vehicle and the trade-in. */
function readRowFields(
  kind: RowKind,
  root: SettingsSection,
  readSource: SourceReader,
): MappedField[] {
  if (kind !== 'lead') return readIdentified(kind, root, readSource);
  const within = (['customer', 'vehicle', 'tradeIn'] as const).flatMap((part) => {
    const section = root.optionalSection(part, FIELDS_FIX);
    if (!section) return [];
    const fields = readFields(part === 'customer' ? 'customer' : 'vehicle', section, readSource);
    return fields.map(({ field, source }) => ({ field: `${part}.${field}`, source }));
  });
  return [...(root.has('lead') ? readIdentified('lead', root, readSource) : []), ...within];
}

function readIdentified(
  kind: RowKind,
  root: SettingsSection,
  readSource: SourceReader,
): MappedField[] {
  const section = root.section(kind, FIELDS_FIX);
  if (!section.has('externalId')) {
    section.fault(
      'externalId',
      'is missing',
      'Name the id column, or { row: prefix } where there is none.',
    );
  }
  return readFields(kind, section, readSource);
}

function readActivities(root: SettingsSection, readSource: SourceReader): MappedField[][] {
  const list = root.value('activities') ?? [];
  if (!Array.isArray(list)) {
    root.fault(
      'activities',
      'is not a list',
      'Write one "- kind: …" block for each activity of a row.',
    );
    return [];
  }
  const items = Object.fromEntries(
    list.map((entry: unknown, at): [string, unknown] => [String(at), entry]),
  );
  const section = new SettingsSection(root.reading, root.at('activities'), items);
  return list.map((_, at) =>
    readFields('activity', section.section(String(at), FIELDS_FIX), readSource),
  );
}

function readOutcomes(
  kind: RowKind,
  root: SettingsSection,
  rules: CellRules,
): { statuses: StatusMapping; statusFields: MappedField[] } {
  const section = root.optionalSection('outcome', 'Give column and values, or default.');
  if (!section || kind !== 'lead') return { statuses: {}, statusFields: [] };
  const values = section.optionalSection('values', "Map the column's values to outcomes.");
  const column = section.optionalText('column', 'Name the column.');
  const fallback = readDefault(section);
  if (column === undefined && !fallback) {
    section.fault('column', 'is missing', 'Name the column, or give default.');
  }
  section.close();
  const source = column === undefined ? undefined : columnSource(column, rules);
  const read: FieldSource = {
    reads: source?.reads ?? [],
    read: (row) => source?.read(row) ?? (fallback ? NO_STATUS : undefined),
  };
  return {
    statuses: {
      ...(values && readStatuses(values)),
      ...(fallback && { [NO_STATUS]: fallback }),
    },
    statusFields: [{ field: 'status', source: read }],
  };
}

function readDefault(section: SettingsSection): StatusMapping[string] | undefined {
  if (!section.has('default')) return undefined;
  const outcome = readOutcome(section.value('default'));
  if (!outcome) section.fault('default', 'is not an outcome', 'Write OPEN, WON, LOST or STALE.');
  return outcome;
}

function readCustomColumns(root: SettingsSection, fields: readonly MappedField[]): CustomColumns {
  const wanted = root.texts('custom', 'Use "*" for every other column, or list columns.');
  const omit = root.texts('omit', 'List columns that are never kept.');
  const rename = root.optionalSection('rename', 'Write column: new name.');
  const renamed = (rename?.entries() ?? []).map(([column, name]): [string, string] => [
    column,
    String(name),
  ]);
  return {
    wanted: wanted.includes('*') ? '*' : wanted,
    taken: new Set([...omit, ...fields.flatMap(({ source }) => source.reads)]),
    rename: Object.fromEntries(renamed),
  };
}
