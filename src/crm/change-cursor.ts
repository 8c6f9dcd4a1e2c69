import { CrmProtocolError } from './crm.errors.js';
import type { Clocks } from './http/clocks.js';
import { isPlainObject } from './settings-reading.js';
import type { PageBefore } from './shifted-rows.js';

/**
 * How far reading has come. A run walks pages from `ask` to the end; only a finished run moves `since`.
 * All instants are epoch ms of the CRM's clock.
 */
export interface ChangeCursor {
  /** Watermark: everything changed until here has been handed over. */
  since: number | null;
  /** What the running pages ask for; null asks from the beginning. */
  ask: number | null;
  /** Token, number or address of the next page; null opens a run. */
  page: string | null;
  /** Newest update seen in this run, records dated ahead of the server's clock aside. */
  high: number | null;
  /** When the run began, by whichever clock was behind: what changed later may not have been on its pages. */
  ceiling: number | null;
  /** How often this run lost its page token and began again. */
  restarts: number;
  /** The page handed over last, where pages are numbered. */
  before: PageBefore | null;
}

export const FRESH: ChangeCursor = {
  since: null,
  ask: null,
  page: null,
  high: null,
  ceiling: null,
  restarts: 0,
  before: null,
};

export function readCursor(text: string | null): ChangeCursor {
  if (text === null) return FRESH;
  const parsed = parse(text);
  if (!isPlainObject(parsed) || parsed['v'] !== 1) {
    throw new CrmProtocolError(
      'The stored cursor is not one of this dialect. Reset the connection to read from the beginning.',
    );
  }
  const instant = (key: string) => (typeof parsed[key] === 'number' ? parsed[key] : null);
  return {
    since: instant('since'),
    ask: instant('ask'),
    page: typeof parsed['page'] === 'string' ? parsed['page'] : null,
    high: instant('high'),
    ceiling: instant('ceiling'),
    restarts: instant('restarts') ?? 0,
    before: beforeIn(parsed['before']),
  };
}

function beforeIn(value: unknown): PageBefore | null {
  const { page, marks } = isPlainObject(value) ? value : {};
  return typeof page === 'string' && typeof marks === 'string' ? { page, marks } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const writeCursor = (cursor: ChangeCursor): string => JSON.stringify({ v: 1, ...cursor });

/** A run's end: the watermark moves to the newest update seen, never past either clock at its beginning. */
export function finished(cursor: ChangeCursor): ChangeCursor {
  const { since, high, ceiling } = cursor;
  const reached = high === null || ceiling === null ? null : Math.min(high, ceiling);
  return { ...FRESH, since: reached === null ? since : Math.max(reached, since ?? reached) };
}

/** No watermark is ahead of our clock by more, unless one of the two was wrong. */
const MOST_AHEAD_MS = 3_600_000;

/**
 * The watermark, where it can be believed. One that lies in our future was set by a clock that has been
 * put right since: it tells nothing about what was seen, and everything is read again.
 *
 * @param nowMs - Our clock.
 */
export const knownSince = ({ since }: ChangeCursor, nowMs: number): number | null =>
  since !== null && since > nowMs + MOST_AHEAD_MS ? null : since;

/** A new run asks from the watermark, less the overlap. */
export function opened(cursor: ChangeCursor, overlapMs: number, nowMs: number): ChangeCursor {
  if (cursor.page !== null || cursor.ceiling !== null) return cursor;
  const since = knownSince(cursor, nowMs);
  return since === null ? FRESH : { ...cursor, ask: since - overlapMs };
}

const MOST_RESTARTS = 3;

/**
 * Page tokens run out between two pages; the run then begins again, behind what it has surely seen.
 *
 * @param surelySeen - `high` where pages come oldest change first; else the watermark.
 * @returns undefined when it has begun again too often already.
 */
export function restarted(
  cursor: ChangeCursor,
  surelySeen: number | null,
  overlapMs: number,
): ChangeCursor | undefined {
  if (cursor.restarts >= MOST_RESTARTS) return undefined;
  const ask = surelySeen === null ? null : surelySeen - overlapMs;
  return { ...cursor, page: null, ask, restarts: cursor.restarts + 1, before: null };
}

/**
 * The cursor with a page's updates taken in. A record dated ahead of the server's own clock must not
 * pull the watermark past unseen changes.
 *
 * @param updates - Epoch ms of the page's records.
 */
export function advanced(
  cursor: ChangeCursor,
  updates: readonly number[],
  { theirs, ours }: Clocks,
): ChangeCursor {
  let { high } = cursor;
  for (const at of updates) if (at <= theirs && at > (high ?? -Infinity)) high = at;
  return { ...cursor, ceiling: cursor.ceiling ?? Math.min(theirs, ours), high };
}
