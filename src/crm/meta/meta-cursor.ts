import { readCursor, writeCursor, type ChangeCursor } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

/** How far the lead forms of a page have been read. */
export interface MetaCursor {
  /** Forms that this run has yet to read, the one under way first; none opens a run. */
  pending: string[];
  /** By form. */
  forms: Map<string, ChangeCursor>;
}

export function readMetaCursor(text: string | null): MetaCursor {
  if (text === null) return { pending: [], forms: new Map() };
  const parsed = parse(text);
  const { pending, forms } = isPlainObject(parsed) ? parsed : {};
  if (!Array.isArray(pending) || !isPlainObject(forms)) {
    throw new CrmProtocolError(
      'The stored cursor is not one of this dialect. Reset the connection to read from the beginning.',
    );
  }
  const cursors = Object.entries(forms).map(
    ([id, cursor]) => [id, readCursor(JSON.stringify(cursor))] as const,
  );
  return { pending: pending.map(String), forms: new Map(cursors) };
}

export function writeMetaCursor({ pending, forms }: MetaCursor): string {
  const cursors = [...forms].map(([id, cursor]) => [
    id,
    JSON.parse(writeCursor(cursor)) as unknown,
  ]);
  return JSON.stringify({ pending, forms: Object.fromEntries(cursors) as unknown });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
