import type { Said } from './crm-record.js';
import { instantMs } from './instant.js';
import { parsePath, readPath, toSaid } from './payload-path.js';

/** What a payload says at a path such as `Owner.Name`; nothing where it is null or an empty text. */
export function saidAt(payload: unknown, path: string): Said {
  const parsed = parsePath(path);
  const said = parsed ? toSaid(readPath(payload, parsed)) : undefined;
  return said === null || said === '' ? undefined : said;
}

export const isSaid = (said: Said): said is string | number | boolean =>
  said !== undefined && said !== null;

/** The later of two instants; the first where one of them cannot be read. */
export const newest = (one: Said, other: Said): Said =>
  (instantMs(other) ?? -Infinity) > (instantMs(one) ?? Infinity) ? other : one;
