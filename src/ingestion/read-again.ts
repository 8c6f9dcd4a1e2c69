import { type CrmAdapter, type CrmRecord, readPushed } from '#crm';

/**
 * What a quarantined payload says now. A document that could not be read was kept as it came: a mapping that was
 * corrected, or a reader that was mended, may read it. Other payloads stand as they are.
 */
export async function readAgain(
  record: CrmRecord,
  adapter: CrmAdapter | undefined,
): Promise<CrmRecord[]> {
  const document = record.kind === 'unreadable' ? keptDocument(record.payload) : undefined;
  if (!document || !adapter) return [record];
  const read = await readPushed(document.body, document.contentType, adapter);
  return read.length > 0 ? read : [record];
}

function keptDocument(payload: unknown): { body: Buffer; contentType: string } | undefined {
  const { base64, contentType, bytes } = (payload ?? {}) as Record<string, unknown>;
  if (typeof base64 !== 'string' || typeof contentType !== 'string') return undefined;
  const body = Buffer.from(base64, 'base64');
  // Of very large ones only the beginning is kept.
  return body.length === bytes ? { body, contentType } : undefined;
}
