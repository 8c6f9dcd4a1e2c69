import { CursorError } from './leads.errors.js';

/** A stretch of a list, and where the next one begins. */
export interface Page<T> {
  items: T[];
  /** Pass back for the next page; null on the last. */
  nextCursor: string | null;
}

/** Where a page ended: the sort key of its last row, then its id. */
export interface PageEnd {
  at: string;
  id: string;
}

export const writeCursor = (end: PageEnd): string =>
  Buffer.from(JSON.stringify([end.at, end.id])).toString('base64url');

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::?\d\d)?$/;

/** @throws CursorError for anything this room did not write. */
export function readCursor(cursor: string): PageEnd {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    if (typeof at === 'string' && INSTANT.test(at) && typeof id === 'string' && UUID.test(id))
      return { at, id };
  } catch {
    // Falls through: whatever it is, it is no cursor of ours.
  }
  throw new CursorError();
}

/** Cuts `limit + 1` rows to a page. */
export function toPage<R extends { cursorAt: string; id: string }, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(view),
    nextCursor: more ? writeCursor({ at: last.cursorAt, id: last.id }) : null,
  };
}
