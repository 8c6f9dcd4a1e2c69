import { parsePath, type PayloadPath } from '../payload-path.js';
import type { SettingsSection } from '../settings-reading.js';

const PATH_FIX = 'Give a dotted path into the answer, such as "data.items".';

export function readPathSetting(section: SettingsSection, key: string): PayloadPath {
  const text = section.text(key, PATH_FIX);
  const path = parsePath(text);
  if (!path && text !== '') section.fault(key, 'is not a path', PATH_FIX);
  return path ?? { text: '', steps: [] };
}

export const optionalPath = (section: SettingsSection, key: string): PayloadPath | undefined =>
  section.has(key) ? readPathSetting(section, key) : undefined;
