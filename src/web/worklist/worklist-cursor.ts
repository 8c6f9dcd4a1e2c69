import { isUUID } from 'class-validator';
import { CursorNotOursError } from './worklist.errors.js';

/** Where a page of the worklist ended: at this rank, then by id, in a list drawn up at that instant. */
export interface WorklistPosition {
  rank: number;
  leadId: string;
  asOf: Date;
}

export const writeCursor = ({ rank, leadId, asOf }: WorklistPosition): string =>
  Buffer.from(JSON.stringify([rank, leadId, asOf.getTime()])).toString('base64url');

/** @throws CursorNotOursError */
export function readCursor(cursor: string): WorklistPosition {
  const [rank, leadId, asOf] = parsed(cursor);
  const isInstant = Number.isSafeInteger(asOf) && Math.abs(asOf as number) < 8.64e15;
  if (typeof rank !== 'number' || !isUUID(leadId) || !isInstant) throw new CursorNotOursError();
  return { rank, leadId: leadId as string, asOf: new Date(asOf as number) };
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
