import type { RecordKind, Said } from './crm-record.js';
import { leavesOf, parsePath, readPath, toSaid, type PayloadPath } from './payload-path.js';
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
  const source = pathSource(inner, 'path', [inner.value('path')]);
  const change = readChange(inner);
  inner.close();
  return source && withChange(source, change);
};

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

/** Which of the system's own fields are kept, by name, beside the fields we know. */
export interface CustomMapping {
  read(payload: unknown): Record<string, Said>;
}

const CUSTOM_FIX =
  'Use "*" for every other field, or a list such as ["custom_fields.*", "budget"].';

/**
 * @param taken - payload paths that mapped fields already read; never custom.
 */
export function readCustom(section: SettingsSection, taken: ReadonlySet<string>): CustomMapping {
  const wanted = section.texts('custom', CUSTOM_FIX);
  const except = section.texts('customExcept', 'List paths; a trailing * stands for any ending.');
  const isExcept = matcher(except);
  const isWanted = matcher(wanted);
  return {
    read: (payload) =>
      wanted.length === 0
        ? {}
        : Object.fromEntries(
            leavesOf(payload)
              .filter(({ path }) => !taken.has(path) && isWanted(path) && !isExcept(path))
              .map(({ path, value }) => [customName(path, wanted), value]),
          ),
  };
}

function matcher(patterns: readonly string[]): (path: string) => boolean {
  const exact = new Set(patterns);
  const beginnings = patterns.filter((text) => text.endsWith('*')).map((text) => text.slice(0, -1));
  return (path) => exact.has(path) || beginnings.some((beginning) => path.startsWith(beginning));
}

/** `custom_fields.*` names its fields without the folder they stand in. */
function customName(path: string, wanted: readonly string[]): string {
  const folder = wanted.find((text) => text.endsWith('.*') && path.startsWith(text.slice(0, -1)));
  return folder ? path.slice(folder.length - 1) : path;
}
