import { finished, type ChangeCursor } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';

/** No search leads beyond this many results. */
export const MOST_RESULTS = 10_000;

/**
 * Where a run goes on after a page: on its next page, or, where a search ends before its results do,
 * with a new search from the newest update seen.
 *
 * @param seen - The cursor with the page's updates taken in.
 * @param after - What HubSpot gave for the next page; null at the end.
 * @throws CrmProtocolError where a new search would end at the same place.
 */
export function afterPage(seen: ChangeCursor, after: string | null): ChangeCursor {
  if (after === null) return finished(seen);
  if (Number(after) < MOST_RESULTS) return { ...seen, page: after };
  if (seen.high === null || seen.high <= (seen.ask ?? -Infinity)) {
    throw new CrmProtocolError(
      `More than ${MOST_RESULTS} objects changed at one instant, and HubSpot shows no others. Reset the connection once they have changed again.`,
    );
  }
  return { ...seen, ask: seen.high, page: '0' };
}
