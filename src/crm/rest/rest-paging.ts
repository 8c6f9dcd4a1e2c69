import type { ChangeCursor } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmClient } from '../http/crm-client.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import type { ChangesFilter, Paging, PullSettings } from './rest-pull-settings.js';
import { tokenText } from './rest-request.js';

type Next = Pick<ChangeCursor, 'ask' | 'page'>;
type Numbered = Extract<Paging, { type: 'page' | 'offset' }>;

export const isNumbered = (paging: Paging): paging is Numbered =>
  paging.type === 'page' || paging.type === 'offset';

/** The number of the page in front of this one; null in front of the first. */
export function numberInFront({ type, size, first }: Numbered, page: string): string | null {
  const number = Number(page);
  if (number <= first) return null;
  return String(Math.max(first, number - (type === 'page' ? 1 : size)));
}

/** A page just read. */
export interface ReadPage {
  answer: CrmAnswer;
  items: unknown[];
  /** Where it was asked. */
  url: URL;
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
  read: ReadPage,
): Next | null {
  const { paging } = pull;
  if (isNumbered(paging)) return nextNumber(pull, paging, cursor, read);
  const page = nextToken(paging, client, read);
  if (page === null) return null;
  if (page === cursor.page) {
    throw new CrmProtocolError(
      `${pull.path}: the next page is the page just read. Check nextPath and param of its paging.`,
    );
  }
  return { ask: cursor.ask, page };
}

function nextToken(paging: Paging, client: CrmClient, read: ReadPage): string | null {
  const { answer, items } = read;
  if (paging.type === 'cursor') {
    const { next, morePath } = paging;
    if (morePath && !isTrue(readPath(answer.json, morePath))) return null;
    return tokenText(
      'path' in next ? readPath(answer.json, next.path) : answer.header(next.header),
    );
  }
  if (paging.type === 'last')
    return items.length < paging.size ? null : tokenText(readPath(items.at(-1), paging.path));
  return paging.type === 'link' ? nextAddress(paging, client, read) : null;
}

function nextAddress(
  { nextPath, header }: Extract<Paging, { type: 'link' }>,
  client: CrmClient,
  { answer, url }: ReadPage,
): string | null {
  const link = nextPath ? readPath(answer.json, nextPath) : nextLink(answer.header(header));
  return typeof link === 'string' && link !== '' ? ownPath(link, url, client) : null;
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

/** RFC 8288: `<address>; rel="next"`. */
function nextLink(header: string | undefined): string | null {
  for (const link of (header ?? '').split(/,(?=\s*<)/)) {
    const [, address, params] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? [];
    if (address && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?\s*(?:;|$)/i.test(params ?? ''))
      return address;
  }
  return null;
}

/**
 * A link to another host would carry our credentials there. Servers behind a proxy write `http:` or another port
 * of their own name; that is our address all the same. Keys that were in the query stay out of what is stored.
 */
function ownPath(link: string, asked: URL, client: CrmClient): string {
  const url = URL.canParse(link, asked.href) ? new URL(link, asked) : undefined;
  if (url?.hostname !== asked.hostname) {
    throw new CrmProtocolError('The next page stands on another host, so it is not followed.');
  }
  for (const name of client.provenBy) url.searchParams.delete(name);
  return url.pathname + url.search;
}

/**
 * Numbered pages shift when a record on an earlier page changes. Where pages come oldest change first, a full
 * page is therefore followed by asking anew from the newest update it held (less the overlap), and by the
 * next number only while that does not lead further; what slid over an edge then is looked for
 * (`shifted-rows.ts`).
 */
function nextNumber(
  { changes }: PullSettings,
  paging: Numbered,
  cursor: ChangeCursor,
  { answer, items }: ReadPage,
): Next | null {
  const at = Number(cursor.page ?? paging.first);
  const next = paging.type === 'page' ? at + 1 : at + items.length;
  if (items.length === 0 || isLast(paging, next, answer)) return null;
  const step = { ask: cursor.ask, page: String(next) };
  const isFull = items.length >= paging.size;
  return (isFull && changes && askedAnew(changes, cursor)) || step;
}

function askedAnew(
  { order, overlapSeconds }: ChangesFilter,
  { high, ask }: ChangeCursor,
): Next | undefined {
  if (order !== 'updated' || high === null) return undefined;
  const further = high - overlapSeconds * 1000;
  return ask === null || further > ask ? { ask: further, page: null } : undefined;
}

/** Where the answer says so; else only an empty page does. @param next - Number or offset of the page after. */
function isLast(
  { morePath, totalPath, first }: Numbered,
  next: number,
  { json }: CrmAnswer,
): boolean {
  if (morePath) return !isTrue(readPath(json, morePath));
  const total = totalPath ? Number(readPath(json, totalPath)) : Number.NaN;
  return !Number.isNaN(total) && next - first >= total;
}
