import type { DialectShown } from '../api/connection-queries';
import { Problem } from '../api/problem';
import { words } from '../words';

/** What was typed, by the field's key. */
export type Filled = Record<string, string>;

export interface ConnectionBody {
  key: string;
  name: string;
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

const SECRET = /^secrets[.]/;

/** What is left empty is left out: the server then says whether it is needed. @throws Problem */
export function bodyOf(
  dialect: string,
  fields: DialectShown['fields'],
  { key = '', name = '', more = '', moreSecrets = '', ...filled }: Filled,
): ConnectionBody {
  const settings: Record<string, unknown> = jsonOf(more);
  const secrets = jsonOf(moreSecrets) as Record<string, string>;
  for (const { key: at, kind } of fields) {
    const value = filled[at];
    if (value === undefined || value === '') continue;
    if (kind === 'secret') secrets[at.replace(SECRET, '')] = value;
    else settings[at] = kind === 'number' ? Number(value) : value;
  }
  return { key, name, dialect, settings, secrets };
}

function jsonOf(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new Problem(422, 'NOT_JSON', words.connections.form.notJson);
  }
}

/** What a connection was given, as its form shows it; secrets are never shown. */
export function filledOf(
  { name, settings }: { name: string; settings: Record<string, unknown> },
  isPlain: (key: string) => boolean,
): Filled {
  const told = Object.entries(settings);
  const plain = told.filter(([key, value]) => isPlain(key) && typeof value !== 'object');
  const more = told.filter((one) => !plain.some(([key]) => key === one[0]));
  return {
    ...Object.fromEntries(plain.map(([key, value]) => [key, String(value)])),
    name,
    more: more.length > 0 ? JSON.stringify(Object.fromEntries(more), undefined, 2) : '',
  };
}
