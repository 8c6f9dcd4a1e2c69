import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';

/** How far a folder was read. UIDs only grow, as long as the folder keeps its UIDVALIDITY (RFC 3501, 2.3.1.1). */
export interface MailboxCursor {
  uidValidity: string;
  /** Newest mail handed over. */
  uid: number;
}

/** Null: from the beginning. */
export function readCursor(text: string | null): MailboxCursor | null {
  if (text === null) return null;
  const { uidValidity, uid } = parsed(text);
  if (typeof uidValidity === 'string' && typeof uid === 'number') return { uidValidity, uid };
  throw new CrmProtocolError(
    'The stored cursor is not one of a mailbox. Reset the connection to read from the beginning.',
  );
}

export const writeCursor = ({ uidValidity, uid }: MailboxCursor): string =>
  JSON.stringify({ uidValidity, uid });

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : {};
  } catch {
    return {}; // Told by the caller, as any other text that is no cursor.
  }
}
