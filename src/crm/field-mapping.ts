import { DateTime } from 'luxon';
import type { RecordKind, Said } from './crm-record.js';
import { parsePath, readPath, toSaid, type PayloadPath } from './payload-path.js';
import { SAID_FIELDS, type FieldSource, type MappedField } from './said-fields.js';
import { isPlainObject, type SettingsSection } from './settings-reading.js';

const SOURCE_FIX =
  'Give a path ("a.b", "a[].b"), a list of paths, { value: constant } or { path, times?, values? }.';

/** Turns one value of a mapping into a source, or reports the fault and returns undefined. */
export type SourceReader = (section: SettingsSection, key: string) => FieldSource | undefined;

/** Reads `fields:` of one kind: our field name -> where it stands. Unknown names are faults. */
export function readFields(
  kind: RecordKind,
  section: SettingsSection,
  readSource: SourceReader,
): MappedField[] {
  const mapped: MappedField[] = [];
  for (const [field] of section.entries()) {
    if (!SAID_FIELDS[kind].includes(field)) {
      section.fault(
        field,
        `is not a field of a ${kind}`,
        `Fields of a ${kind}: ${SAID_FIELDS[kind].join(', ')}.`,
      );
      continue;
    }
    const source = readSource(section, field);
    if (source) mapped.push({ field, source });
  }
  return mapped;
}

/** A source in a JSON payload. */
export const payloadSource: SourceReader = (section, key) => {
  const written = section.value(key);
  if (typeof written === 'string') return pathSource(section, key, [written]);
  if (Array.isArray(written)) return pathSource(section, key, written);
  if (!isPlainObject(written)) return reportSource(section, key);
  const inner = section.section(key, SOURCE_FIX);
  if (inner.has('value')) {
    const value = toSaid(inner.value('value'));
    inner.close();
    return { reads: [], read: () => value };
  }
  const paths = inner.value('path');
  const source = pathSource(inner, 'path', Array.isArray(paths) ? paths : [paths]);
  const join = inner.optionalText('join', 'Give what stands between the values, such as " ".');
  const change = readChange(inner);
  const date = readDate(inner);
  inner.close();
  if (!source) return undefined;
  return withChange(withChange(join === undefined ? source : joined(source, join), date), change);
};

/** Several values as one, blank ones left out: first and last name, a stage and what came of it. */
const joined = (source: FieldSource, between: string): FieldSource => ({
  reads: source.reads,
  read: (payload) => {
    const value = source.read(payload);
    const said = (Array.isArray(value) ? value : [value]).filter(
      (one) => one !== undefined && one !== null && one !== '',
    );
    return said.length === 0 ? undefined : said.join(between);
  },
});

/** Dates written in a pattern of the system's own, as ISO; others stay as they are. */
function readDate(section: SettingsSection): Change {
  const format = section.optionalText('format', 'Give a pattern, such as dd.MM.yyyy HH:mm.');
  const zone = section.text('zone', 'Give an IANA zone, such as America/Chicago.', 'utc');
  if (format === undefined) return (value) => value;
  return (value) => {
    const at = typeof value === 'string' ? DateTime.fromFormat(value, format, { zone }) : undefined;
    return at?.isValid ? at.toISO() : value;
  };
}

function reportSource(section: SettingsSection, key: string): undefined {
  section.fault(key, 'does not say where the value stands', SOURCE_FIX);
  return undefined;
}

function pathSource(
  section: SettingsSection,
  key: string,
  written: unknown[],
): FieldSource | undefined {
  const paths: PayloadPath[] = [];
  for (const text of written) {
    const path = typeof text === 'string' ? parsePath(text) : undefined;
    if (!path) return reportSource(section, key);
    paths.push(path);
  }
  const [only] = paths;
  if (!only) return reportSource(section, key);
  return {
    reads: paths.map((path) => path.text),
    read: (payload) =>
      paths.length === 1
        ? manySaid(readPath(payload, only))
        : paths.flatMap((path) => manySaid(readPath(payload, path))),
  };
}

const manySaid = (value: unknown): Said | Said[] =>
  Array.isArray(value) ? value.map((entry) => toSaid(entry)) : toSaid(value);

type Change = (value: Said) => Said;

/** `times` turns units over (miles to km); `values` turns the system's words into ours. */
export function readChange(section: SettingsSection): Change {
  const times = section.has('times')
    ? section.number('times', { min: -1e12, max: 1e12 })
    : undefined;
  const words = new Map<string, Said>();
  const values = section.optionalSection('values', 'Map their words to ours.');
  for (const [word, ours] of values?.entries() ?? []) words.set(word, toSaid(ours));
  return (value) => {
    const renamed = words.get(String(value)) ?? value;
    const amount = typeof renamed === 'string' && renamed.trim() !== '' ? Number(renamed) : renamed;
    return times !== undefined && typeof amount === 'number' && !Number.isNaN(amount)
      ? amount * times
      : renamed;
  };
}

export function withChange(source: FieldSource, change: Change): FieldSource {
  return {
    reads: source.reads,
    read: (payload) => {
      const value = source.read(payload);
      return Array.isArray(value) ? value.map((entry) => change(entry)) : change(value);
    },
  };
}
