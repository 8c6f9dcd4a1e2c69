import type { CrmAdapter } from './crm-adapter.js';
import type { CrmRecord } from './crm-record.js';

/** The dearest message of this size keeps the event loop for some 15 ms (`npm run bench -- adf-fuzz`). */
const LARGE_BYTES = 64 * 1024;

/** Whether a message is better read aside: see `CrmAdapter.readAside`. */
export const isLarge = (raw: Buffer): boolean => raw.length > LARGE_BYTES;

export type BytesReader = Pick<CrmAdapter, 'read' | 'readAside'>;

/** A message that was pushed to us, as records. */
export const readPushed = async (
  rawBody: Buffer,
  contentType: string,
  dialect: BytesReader,
): Promise<CrmRecord[]> =>
  dialect.readAside && isLarge(rawBody)
    ? dialect.readAside(rawBody, contentType)
    : dialect.read(rawBody, contentType);
