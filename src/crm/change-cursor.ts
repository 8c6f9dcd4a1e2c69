import { CrmProtocolError } from './crm.errors.js';
import { isPlainObject } from './settings-reading.js';

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
  /** The server's clock when the run began: what changed later may not have been on its pages. */
  ceiling: number | null;
  /** How often this run lost its page token and began again. */
  restarts: number;
}

const FRESH: ChangeCursor = {
  since: null,
  ask: null,
  page: null,
  high: null,
  ceiling: null,
  restarts: 0,
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
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const writeCursor = (cursor: ChangeCursor): string => JSON.stringify({ v: 1, ...cursor });

/** A run's end: the watermark moves to the newest update seen, never past the clock the run began with. */
export function finished(cursor: ChangeCursor): ChangeCursor {
  const { since, high, ceiling } = cursor;
  const reached = high === null || ceiling === null ? null : Math.min(high, ceiling);
  return { ...FRESH, since: reached === null ? since : Math.max(reached, since ?? reached) };
}
