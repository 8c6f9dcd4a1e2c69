import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

/** How far tables have been read: each has a link that its last page gave. */
export interface DynamicsCursor {
  /** The table whose page comes next. */
  at: number;
  links: (string | null)[];
}

export function readDynamicsCursor(text: string | null, tables: number): DynamicsCursor {
  if (text === null) return { at: 0, links: Array.from({ length: tables }, () => null) };
  const { at, links } = parsed(text);
  if (typeof at !== 'number' || !Array.isArray(links) || links.length !== tables) throw foreign();
  if (!Number.isInteger(at) || at < 0 || at >= tables || !links.every(isLink)) throw foreign();
  return { at, links: links as (string | null)[] };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : {};
  } catch {
    return {};
  }
}

const isLink = (link: unknown): boolean => link === null || typeof link === 'string';

const foreign = (): CrmProtocolError =>
  new CrmProtocolError(
    'The stored cursor is not one of this dialect. Reset the connection to read from the beginning.',
  );
