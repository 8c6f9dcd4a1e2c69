import type { CrmRecord } from '#crm';
import { DEEPEST_JSON, isTooDeep } from '#platform';
import { BodyUnreadableError, TooManyItemsError } from '../ingestion.errors.js';
import { recordOfItem, unreadable } from './posted-lead.js';

const MOST_ITEMS = 5000;

/**
 * A JSON array, or NDJSON as the bytes that came: one record for each item, in order. A line that is
 * no JSON is a record too, so that it is kept.
 *
 * @throws BodyUnreadableError @throws TooManyItemsError
 */
export function recordsOfBody(body: unknown): CrmRecord[] {
  const records = Buffer.isBuffer(body) ? recordsOfLines(body) : recordsOfArray(body);
  if (records.length > MOST_ITEMS) throw new TooManyItemsError(MOST_ITEMS);
  if (records.length === 0) throw new BodyUnreadableError('The body holds no leads.');
  return records;
}

function recordsOfArray(body: unknown): CrmRecord[] {
  const items = typeof body === 'object' && body !== null && 'leads' in body ? body.leads : body;
  if (!Array.isArray(items)) {
    throw new BodyUnreadableError(
      'Send a JSON array of leads, or one JSON object a line as application/x-ndjson.',
    );
  }
  return items.map((item) => recordOfItem(item));
}

function recordsOfLines(body: Buffer): CrmRecord[] {
  return body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(recordOfLine);
}

function recordOfLine(line: string): CrmRecord {
  let item: unknown;
  try {
    item = JSON.parse(line);
  } catch {
    return unreadable(line, 'not JSON', 'Send one JSON object on each line.');
  }
  // Kept as the text it is: nothing that walks the value would come to its end.
  return isTooDeep(item)
    ? unreadable(line, 'nests too deep', `Nest at most ${DEEPEST_JSON} levels deep.`)
    : recordOfItem(item);
}
