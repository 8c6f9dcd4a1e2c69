import { simpleParser } from 'mailparser';
import type { CrmRecord } from '../crm-record.js';
import { isLarge, type BytesReader } from '../large-message.js';

/** How a dialect reads bytes of a content type. */
export type MessageReader<T> = (bytes: Buffer, contentType: string) => T;

/** These stand, however the mail is taken apart. */
const FINAL = new Set(['doctype', 'too-large']);

/** A mail as records; see {@link readMailParts}. A large one is read aside where the dialect can. */
export const readMail = (raw: Buffer, dialect: BytesReader): Promise<CrmRecord[]> =>
  dialect.readAside && isLarge(raw)
    ? dialect.readAside(raw, 'message/rfc822')
    : readMailParts(
        raw,
        (bytes, type) => dialect.read(bytes, type),
        (records) =>
          records.length > 0 &&
          records.every((one) => one.kind === 'unreadable' && !FINAL.has(one.refusal.reason)),
      );

/**
 * The dialect reads a mail as it is; where that finds nothing, or a charset is named that we do not know, what an
 * established mail parser makes of its parts is tried: it knows more charsets and ways of writing headers.
 */
export async function readMailParts<T>(
  raw: Buffer,
  read: MessageReader<T>,
  foundNothing: (found: T) => boolean,
): Promise<T> {
  const whole = read(raw, 'message/rfc822');
  if (!foundNothing(whole) && !namesStrangeCharset(raw)) return whole;
  for (const { bytes, type } of await partsOf(raw)) {
    const found = read(bytes, type);
    if (!foundNothing(found)) return found;
  }
  return whole;
}

async function partsOf(raw: Buffer): Promise<{ bytes: Buffer; type: string }[]> {
  try {
    const { text, html, attachments } = await simpleParser(raw, {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    });
    return [
      ...(text ? [{ bytes: Buffer.from(text), type: 'text/plain; charset=utf-8' }] : []),
      ...(html ? [{ bytes: Buffer.from(html), type: 'text/html; charset=utf-8' }] : []),
      ...attachments.map(({ content }) => ({ bytes: content, type: 'application/octet-stream' })),
    ];
  } catch {
    return []; // It cannot be taken apart; the dialect's own refusal of the whole says so.
  }
}

const CHARSET = /\bcharset\s{0,9}=\s{0,9}"?([\w.:+-]{1,40})/gi;

const namesStrangeCharset = (raw: Buffer): boolean =>
  [...raw.toString('latin1').matchAll(CHARSET)].some(([, label = '']) => !isKnown(label));

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}
