import { decodeBytes } from './byte-decoding.js';
import type { AdfRefusal } from './adf-prospect.js';
import { MOST_UNPACKED_BYTES } from './adf-refusals.js';
import { contentOf, readEntity, splitMultipart } from './mime-entity.js';
import { isPacked, Unpacking } from './unpacking.js';

/** One part of a mail, or a whole document, as text. */
export interface TextPart {
  text: string;
  html: boolean;
}

const MAX_PARTS = 50;
const MAX_NESTING = 8;

/** Headers that mails have and other texts with a colon in the first line have not. */
const MAIL_HEADER =
  /^(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|x-[\w-]{1,60}|dkim-signature|authentication-results):/im;

/** What may stand before the first header: a byte order mark, blank lines, the line of a mailbox file. */
const BEFORE_HEADERS = /^(?:\xef\xbb\xbf)?[\r\n]{0,20}(?:From [^\r\n]{1,500}\r?\n)?/;

/** Whether bytes are a whole mail: header lines, a blank line, and a header that only mails have. */
export function looksLikeMail(raw: Buffer, contentType = ''): boolean {
  if (/^\s{0,9}message\/rfc822/i.test(contentType)) return true;
  const start = raw.toString('latin1', 0, 8192).replace(BEFORE_HEADERS, '');
  if (!/^[a-z][\w-]{0,70}:/i.test(start)) return false;
  return MAIL_HEADER.test(start.split(/\r?\n\r?\n/, 1)[0] ?? '');
}

/** The texts in a packed file, or why one of them is not to be had. */
export const packedParts = (
  packed: Buffer,
  unpacking = new Unpacking(MOST_UNPACKED_BYTES),
): (TextPart | AdfRefusal)[] =>
  unpacking
    .documents(packed)
    .map((document) =>
      Buffer.isBuffer(document) ? { text: decodeBytes(document), html: false } : document,
    );

/**
 * The parts of a mail that can hold ADF, decoded and unpacked, in order. Parts and nesting are bounded. It reads
 * the bytes at once, so that reading a document stays synchronous wherever the document came from.
 */
export function mailParts(raw: Buffer): (TextPart | AdfRefusal)[] {
  const found: Found = { parts: [], unpacking: new Unpacking(MOST_UNPACKED_BYTES) };
  collect(raw.toString('latin1').replace(BEFORE_HEADERS, ''), 0, found);
  return found.parts;
}

interface Found {
  parts: (TextPart | AdfRefusal)[];
  unpacking: Unpacking;
}

function collect(text: string, nesting: number, found: Found): void {
  const { parts, unpacking } = found;
  if (nesting > MAX_NESTING || parts.length >= MAX_PARTS) return;
  const entity = readEntity(text);
  if (entity.boundary) {
    const bodies = splitMultipart(entity.body, entity.boundary);
    for (const body of bodies) collect(body, nesting + 1, found);
  } else if (entity.type === 'message/rfc822') {
    collect(contentOf(entity).toString('latin1'), nesting + 1, found);
  } else if (!/^(?:image|audio|video|font|model)\//.test(entity.type)) {
    const content = contentOf(entity);
    const html = entity.type === 'text/html';
    if (isPacked(content)) parts.push(...packedParts(content, unpacking));
    else parts.push({ text: decodeBytes(content, entity.charset), html });
  }
}
