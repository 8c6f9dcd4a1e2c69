import { readMailParts } from '../mail/read-mail.js';
import type { AdfReading } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';
import { looksLikeMail } from './mail-parts.js';

/** {@link readAdf}, and for mails it finds nothing in, the second way of taking mails apart. */
export async function readHere(raw: Buffer, contentType: string): Promise<AdfReading> {
  return looksLikeMail(raw, contentType)
    ? readMailParts(raw, readAdf, foundNothing)
    : readAdf(raw, contentType);
}

const foundNothing = (reading: AdfReading): boolean =>
  !reading.accepted && (reading.reason === 'not-xml' || reading.reason === 'no-prospect');
