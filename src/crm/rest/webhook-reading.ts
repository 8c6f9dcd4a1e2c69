import type { RecordKind, CrmRecord } from '../crm-record.js';
import { parseJson } from '../http/json-text.js';
import { readPath } from '../payload-path.js';
import { readRecord } from './record-reading.js';
import type { RestSettings, WebhookSettings } from './rest-settings.js';

/** Reads a pushed message as records; what cannot be read comes out as unreadable, never thrown. */
export function readMessage({ webhook, pull }: RestSettings, rawBody: Buffer): CrmRecord[] {
  let message: unknown;
  try {
    message = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    return [
      unreadable(
        { bytes: rawBody.length },
        'The message is not JSON in UTF-8.',
        'Send application/json encoded as UTF-8.',
      ),
    ];
  }
  const items = webhook?.items ? readPath(message, webhook.items) : message;
  return (Array.isArray(items) ? items : [items]).map((item) => readItem(webhook, pull, item));
}

function readItem(
  webhook: WebhookSettings | undefined,
  pull: RestSettings['pull'],
  item: unknown,
): CrmRecord {
  const kind = kindOf(webhook, item);
  const mapping = kind && pull[kind]?.mapping;
  if (!mapping) {
    return unreadable(
      item,
      'The message does not say a kind of record that this connection knows.',
      'Add its word to webhook.kinds, and the kind to pull, in the settings of the connection.',
    );
  }
  return readRecord(mapping, webhook?.recordPath ? readPath(item, webhook.recordPath) : item);
}

function kindOf(webhook: WebhookSettings | undefined, item: unknown): RecordKind | undefined {
  if (!webhook?.kindPath) return 'lead';
  const said = readPath(item, webhook.kindPath);
  const word = typeof said === 'number' ? String(said) : said;
  return typeof word === 'string' && Object.hasOwn(webhook.kinds, word)
    ? webhook.kinds[word]
    : undefined;
}

const unreadable = (payload: unknown, reason: string, fix: string): CrmRecord => ({
  kind: 'unreadable',
  payload,
  refusal: { reason, fix },
});
