import type { Said } from './crm-record.js';
import { parsePath, readPath, toSaid } from './payload-path.js';

/** What a payload says at a path such as `Owner.Name`; nothing where it is null or an empty text. */
export function saidAt(payload: unknown, path: string): Said {
  const parsed = parsePath(path);
  const said = parsed ? toSaid(readPath(payload, parsed)) : undefined;
  return said === null || said === '' ? undefined : said;
}

export const isSaid = (said: Said): said is string | number | boolean =>
  said !== undefined && said !== null;

/** ISO instants of one zone are ordered as texts are. */
export const newest = (one: Said, other: Said): Said =>
  typeof one === 'string' && typeof other === 'string' && other > one ? other : one;
