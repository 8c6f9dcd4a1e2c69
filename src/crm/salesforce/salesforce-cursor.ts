import { FRESH, readCursor, writeCursor, type ChangeCursor } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';
import type { SalesforceObject } from './soql.js';

/** One kind of record comes out of two objects, each with a cursor of its own. */
export interface StreamsCursor {
  /** The object whose page comes next. */
  at: number;
  streams: ChangeCursor[];
}

export function readStreams(
  text: string | null,
  objects: readonly SalesforceObject[],
): StreamsCursor {
  if (text === null) return { at: 0, streams: objects.map(() => FRESH) };
  const parsed = parse(text);
  const streams = isPlainObject(parsed) ? parsed['streams'] : undefined;
  if (!isPlainObject(parsed) || !Array.isArray(streams) || streams.length !== objects.length) {
    throw new CrmProtocolError(
      'The stored cursor is not one of the salesforce dialect. Reset the connection to read from the beginning.',
    );
  }
  const at = typeof parsed['at'] === 'number' ? parsed['at'] % objects.length : 0;
  return { at, streams: streams.map((one) => readCursor(JSON.stringify(one))) };
}

export const writeStreams = ({ at, streams }: StreamsCursor): string =>
  JSON.stringify({ at, streams: streams.map((one) => JSON.parse(writeCursor(one)) as unknown) });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
