import { finished, type ChangeCursor } from '../change-cursor.js';
import type { HubSpotObject, SearchRequest } from './hubspot-client.js';

const ID = 'hs_object_id';
/** A place within one instant: behind the object with this id. */
const WITHIN = 'id:';
/** Within a run, and within no instant. */
const RUNNING = '0';

/**
 * What is asked for next. A search is never turned over: an object that changes meanwhile, if only by a score
 * of ours, leaves its place for the end, and all behind it would move up, some of them onto pages that
 * were read. Each search begins anew from the newest change that was read; objects of one instant that
 * fill a page are told apart by their ids.
 *
 * @param updated - The property with an object's last change.
 */
export function searchFrom(
  { ask, page }: ChangeCursor,
  updated: string,
): Pick<SearchRequest, 'filters' | 'sort'> {
  const since = { propertyName: updated, operator: 'GTE', value: String(ask ?? 0) };
  if (!page?.startsWith(WITHIN)) return { filters: [since], sort: updated };
  const until = { ...since, operator: 'LTE' };
  const behind = { propertyName: ID, operator: 'GT', value: page.slice(WITHIN.length) };
  return { filters: [since, until, behind], sort: ID };
}

/** An object that a search found, and when it changed, epoch ms. */
export interface FoundObject {
  object: HubSpotObject;
  at: number;
}

/**
 * What is handed over of a search: where it found more than it shows, not those of its newest instant, for
 * the next search begins there.
 */
export function handedOver(
  { page }: ChangeCursor,
  found: readonly FoundObject[],
  hasMore: boolean,
): readonly FoundObject[] {
  if (!hasMore || page?.startsWith(WITHIN)) return found;
  const newest = newestOf(found);
  return found.filter(({ at }) => at < newest);
}

/**
 * @param seen - The cursor with what was handed over taken in.
 * @param hasMore - Whether the search found more than it showed.
 */
export function placeAfter(
  seen: ChangeCursor,
  found: readonly FoundObject[],
  hasMore: boolean,
): ChangeCursor {
  const ask = seen.ask ?? 0;
  if (seen.page?.startsWith(WITHIN)) {
    return hasMore
      ? { ...seen, page: `${WITHIN}${found.at(-1)?.object.id ?? ''}` }
      : { ...seen, ask: ask + 1, page: RUNNING };
  }
  if (!hasMore) return finished(seen);
  const newest = newestOf(found);
  return newest > ask ? { ...seen, ask: newest, page: RUNNING } : { ...seen, page: `${WITHIN}0` };
}

const newestOf = (found: readonly FoundObject[]): number => Math.max(...found.map(({ at }) => at));
