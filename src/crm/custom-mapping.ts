import type { Said } from './crm-record.js';
import { leavesOf, parsePath, readPath, toSaid } from './payload-path.js';
import type { SettingsSection } from './settings-reading.js';

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
  const pairs = readPairs(section);
  const except = section.texts('customExcept', 'List paths; a trailing * stands for any ending.');
  const isExcept = matcher(except);
  const isWanted = matcher(wanted);
  return {
    read: (payload) => ({
      ...(wanted.length > 0 &&
        Object.fromEntries(
          leavesOf(payload)
            .filter(({ path }) => !taken.has(path) && isWanted(path) && !isExcept(path))
            .map(({ path, value }) => [customName(path, wanted), value]),
        )),
      ...Object.fromEntries(pairs(payload).filter(([name]) => !isExcept(name))),
    }),
  };
}

/** Fields that stand as a list of names and values: `[{ "name": "budget", "value": 9000 }]`. */
function readPairs(section: SettingsSection): (payload: unknown) => [string, Said][] {
  const pairs = section.optionalSection('customPairs', 'Give path, name and value.');
  if (!pairs) return () => [];
  const [path, name, value] = ['path', 'name', 'value'].map((key) => {
    const written = pairs.text(key, 'Give a dotted path.', key === 'path' ? undefined : key);
    const parsed = parsePath(written);
    if (!parsed) pairs.fault(key, 'is not a path', 'Give a dotted path.');
    return parsed;
  });
  pairs.close();
  if (!path || !name || !value) return () => [];
  return (payload) => {
    const list = readPath(payload, path);
    return (Array.isArray(list) ? list : []).flatMap((pair: unknown): [string, Said][] => {
      const key = readPath(pair, name);
      return typeof key === 'string' && key !== '' ? [[key, toSaid(readPath(pair, value))]] : [];
    });
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
