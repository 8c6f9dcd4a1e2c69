import { FRESH, knownSince, type ChangeCursor } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

const DAY_MS = 86_400_000;
/** Changes are told for seven days; an hour less, because clocks differ. */
const LOOK_BACK_MS = 7 * DAY_MS - 3_600_000;
/** What changed while the last run read its pages may have moved between them. */
const OVERLAP_MS = 120_000;

/** What one run of pages asks for; instants are epoch ms. */
export interface EleadWindow {
  search: 'searchDelta' | 'search';
  from: number;
  /** Changes are told until now. */
  to: number | null;
  /** From 1. */
  page: number;
  /** What of the page was handed over: each of its opportunities needs a call, and the rest waits for another time. */
  handed: string[];
}

/**
 * The window whose page comes next: changes since the watermark, or, where they reach back further
 * than Elead tells changes, all opportunities of the history once more. A search by date finds them by
 * the day they came in, so nothing shorter would show what became of older ones meanwhile.
 */
export function nextWindow(
  stored: ChangeCursor,
  nowMs: number,
  historyDays: number,
): { cursor: ChangeCursor; window: EleadWindow } {
  const running = stored.page === null ? undefined : readWindow(stored.page);
  if (running && isTold(running, nowMs)) return { cursor: stored, window: running };
  const cursor = { ...FRESH, since: stored.since };
  const since = knownSince(stored, nowMs) ?? -Infinity;
  // A watermark ahead of the clock must not hide what changes until then.
  const from = Math.min(since, nowMs) - OVERLAP_MS;
  const changes: EleadWindow = { search: 'searchDelta', from, to: null, page: 1, handed: [] };
  if (isTold(changes, nowMs)) return { cursor, window: changes };
  // A day more: where their clock is ahead of ours, the newest lie in our future.
  const history = { from: nowMs - historyDays * DAY_MS, to: nowMs + DAY_MS };
  return { cursor, window: { search: 'search', ...history, page: 1, handed: [] } };
}

const isTold = ({ search, from }: EleadWindow, nowMs: number): boolean =>
  search === 'search' || from >= nowMs - LOOK_BACK_MS;

export const pageAfter = (window: EleadWindow): string =>
  JSON.stringify({ ...window, page: window.page + 1, handed: [] });

export const restOfPage = (window: EleadWindow, handed: readonly string[]): string =>
  JSON.stringify({ ...window, handed });

function readWindow(page: string): EleadWindow {
  const { search, from, to, page: number, handed } = parse(page);
  const known = search === 'searchDelta' || search === 'search' ? search : undefined;
  if (!known || typeof from !== 'number' || typeof number !== 'number') {
    throw new CrmProtocolError(
      'The stored cursor is not one of this dialect. Reset the connection to read from the beginning.',
    );
  }
  return {
    search: known,
    from,
    to: typeof to === 'number' ? to : null,
    page: number,
    handed: Array.isArray(handed) ? handed.map(String) : [],
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isPlainObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
