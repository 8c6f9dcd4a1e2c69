import { FRESH, readCursor, writeCursor, type ChangeCursor } from './change-cursor.js';
import type { CrmPage } from './crm-adapter.js';
import type { CrmRecord } from './crm-record.js';
import { CrmProtocolError } from './crm.errors.js';
import { isPlainObject } from './settings-reading.js';

interface StreamsCursor {
  /** The stream whose page comes next. */
  at: number;
  cursors: ChangeCursor[];
}

/** One page of one stream; `next.page` is null at the end of its run. */
export interface StreamPage {
  records: CrmRecord[];
  next: ChangeCursor;
}

/**
 * Reads one kind of record that stands in several objects of the outside system: one page of one
 * object at a time, each with a cursor of its own.
 *
 * @param streams - Always the same ones in the same order: the cursor counts on it.
 */
export async function pullStreams<T>(
  text: string | null,
  streams: readonly T[],
  read: (stream: T, cursor: ChangeCursor) => Promise<StreamPage>,
): Promise<CrmPage> {
  const { at, cursors } = readStreams(text, streams.length);
  const { records, next } = await read(streams[at]!, cursors[at]!);
  const atEnd = next.page === null;
  const following = atEnd ? (at + 1) % streams.length : at;
  return {
    records,
    cursor: writeStreams({ at: following, cursors: cursors.with(at, next) }),
    last: atEnd && at === streams.length - 1,
  };
}

function readStreams(text: string | null, count: number): StreamsCursor {
  if (text === null) return { at: 0, cursors: Array.from({ length: count }, () => FRESH) };
  const parsed = parse(text);
  const { at, cursors } = isPlainObject(parsed) ? parsed : {};
  if (typeof at !== 'number' || !Array.isArray(cursors) || cursors.length !== count) {
    throw new CrmProtocolError(
      'The stored cursor is not one of this dialect. Reset the connection to read from the beginning.',
    );
  }
  return { at: at % count, cursors: cursors.map((one) => readCursor(JSON.stringify(one))) };
}

const writeStreams = ({ at, cursors }: StreamsCursor): string =>
  JSON.stringify({ at, cursors: cursors.map((one) => JSON.parse(writeCursor(one)) as unknown) });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
