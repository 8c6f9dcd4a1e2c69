import { CrmProtocolError } from '../crm.errors.js';
import type { ZohoPage } from './zoho-client.js';

/** Rows that numbered pages lead to; further ones want a token. */
const MOST_NUMBERED_ROWS = 2_000;
const PAGE_SIZE = 200;
const TOKEN = 'token:';
export const FIRST_PAGE = '1';

/** @param page - Of the cursor: a number, or a token marked as one. */
export function pageQuery(page: string | null): Record<string, string> {
  if (page?.startsWith(TOKEN)) return { page_token: page.slice(TOKEN.length) };
  return { page: page ?? FIRST_PAGE };
}

/** @throws CrmProtocolError where more is promised and no way to it is told. */
export function pageAfter(page: string | null, { nextPageToken }: ZohoPage): string {
  const next = page?.startsWith(TOKEN) ? Infinity : Number(page ?? FIRST_PAGE) + 1;
  if (next * PAGE_SIZE <= MOST_NUMBERED_ROWS) return String(next);
  if (nextPageToken !== undefined) return `${TOKEN}${nextPageToken}`;
  throw new CrmProtocolError('Zoho promises more records and tells no page_token.');
}

/** Null in front of the first page, and of one that is named by a token: that tells nothing of others. */
export const pageInFront = (page: string): string | null =>
  page.startsWith(TOKEN) || page === FIRST_PAGE ? null : String(Number(page) - 1);
