import { CrmProtocolError } from '../crm.errors.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import type { CrmClient } from '../http/crm-client.js';
import type { ChangeCursor } from '../change-cursor.js';
import { writeInstant } from '../instant.js';
import type { PullSettings } from './rest-settings.js';

/** The address of the page a cursor stands at. */
export function pageUrl(pull: PullSettings, client: CrmClient, cursor: ChangeCursor): URL {
  const { paging, changes } = pull;
  if (paging.type === 'link' && cursor.page !== null) return new URL(client.origin + cursor.page);
  const query = { ...pull.query };
  if (changes && cursor.ask !== null)
    query[changes.param] = writeInstant(cursor.ask, changes.format);
  if (paging.type === 'cursor' && cursor.page !== null) query[paging.param] = cursor.page;
  if (paging.type === 'page') {
    query[paging.param] = cursor.page ?? String(paging.first);
    if (paging.sizeParam !== undefined) query[paging.sizeParam] = String(paging.size);
  }
  return client.url(pull.path, query);
}

/**
 * Where the run goes on after a page, or null at its end.
 *
 * @param cursor - the page just read, with `high` brought up to date.
 */
export function nextPage(
  pull: PullSettings,
  client: CrmClient,
  cursor: ChangeCursor,
  answer: CrmAnswer,
  count: number,
): Pick<ChangeCursor, 'ask' | 'page'> | null {
  if (pull.paging.type === 'page') return nextNumber(pull, cursor, count);
  const page = nextToken(pull, client, answer);
  if (page === null) return null;
  if (page === cursor.page) {
    throw new CrmProtocolError(
      `${pull.path}: the next page is the page just read. Check nextPath and param of its paging.`,
    );
  }
  return { ask: cursor.ask, page };
}

function nextToken({ paging }: PullSettings, client: CrmClient, answer: CrmAnswer): string | null {
  if (paging.type === 'cursor') return tokenText(readPath(answer.json, paging.nextPath));
  if (paging.type !== 'link') return null;
  const link = paging.nextPath
    ? tokenText(readPath(answer.json, paging.nextPath))
    : nextLink(answer.header(paging.header));
  return link === null ? null : sameOriginPath(link, client);
}

const tokenText = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;

/** RFC 8288: `<address>; rel="next"`. */
function nextLink(header: string | undefined): string | null {
  for (const link of (header ?? '').split(/,(?=\s*<)/)) {
    const [, address, params] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? [];
    if (address && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?(?:;|\s*$)/i.test(params ?? ''))
      return address;
  }
  return null;
}

/** A link to another host would carry our credentials there. */
function sameOriginPath(link: string, client: CrmClient): string {
  const url = URL.canParse(link, client.origin) ? new URL(link, client.origin) : undefined;
  if (url?.origin !== client.origin) {
    throw new CrmProtocolError('The next page stands on another host, so it is not followed.');
  }
  return url.pathname + url.search;
}

/**
 * Numbered pages shift when a record on an earlier page changes, and the record that slides over the
 * edge would be missed for good. Where pages come oldest change first, a full page is therefore followed
 * by asking anew from the newest update it held (less the overlap), and by the next number only
 * while that does not lead further.
 */
function nextNumber(
  { paging, changes }: PullSettings,
  cursor: ChangeCursor,
  count: number,
): Pick<ChangeCursor, 'ask' | 'page'> | null {
  if (paging.type !== 'page' || count === 0) return null;
  const step = { ask: cursor.ask, page: String(Number(cursor.page ?? paging.first) + 1) };
  if (changes?.order !== 'updated' || cursor.high === null || count < paging.size) return step;
  const further = cursor.high - changes.overlapSeconds * 1000;
  return cursor.ask === null || further > cursor.ask ? { ask: further, page: null } : step;
}
