import { isUUID } from 'class-validator';
import { CursorNotOursError } from './worklist.errors.js';

/** Where a page of the worklist ended: rank goes by score (unscored leads count as 0), then by id. */
export interface WorklistPosition {
  score: number;
  leadId: string;
}

export const writeCursor = ({ score, leadId }: WorklistPosition): string =>
  Buffer.from(JSON.stringify([score, leadId])).toString('base64url');

/** @throws CursorNotOursError */
export function readCursor(cursor: string): WorklistPosition {
  const [score, leadId] = parsed(cursor);
  if (typeof score !== 'number' || !isUUID(leadId)) throw new CursorNotOursError();
  return { score, leadId: leadId as string };
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    // Not JSON: nothing this list ever gave out.
    return [];
  }
}
