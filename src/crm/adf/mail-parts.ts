import { decodeBytes } from './byte-decoding.js';
import { decodeQuotedPrintable } from './quoted-printable.js';

export interface TextPart {
  text: string;
  html: boolean;
}

const MAX_PARTS = 50;
const MAX_NESTING = 8;
const MAX_HEADER_LENGTH = 64 * 1024;

const MAIL_HEADER =
  /^(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|x-[\w-]{1,60}|dkim-signature|authentication-results):/im;

/** Whether bytes are a whole mail: header lines, a blank line, and at least one header every mail has. */
export function looksLikeMail(raw: Buffer, contentType = ''): boolean {
  if (/^\s{0,9}message\/rfc822/i.test(contentType)) return true;
  const start = raw.toString('latin1', 0, 8192).replace(/^(?:\xef\xbb\xbf)?[\r\n]{0,20}/, '');
  if (!/^(?:From [^\r\n]{1,500}\r?\n)?[a-z][\w-]{0,70}:/i.test(start)) return false;
  return MAIL_HEADER.test(start.split(/\r?\n\r?\n/, 1)[0] ?? '');
}

/**
 * The parts of a mail that can hold ADF, decoded, in order. Reads bytes at once and in place, so that
 * the caller stays synchronous; parts and nesting are bounded.
 */
export function mailParts(raw: Buffer): TextPart[] {
  const parts: TextPart[] = [];
  collect(raw.toString('latin1'), 0, parts);
  return parts;
}

/** `entity` holds one byte in each character. */
function collect(entity: string, nesting: number, parts: TextPart[]): void {
  if (nesting > MAX_NESTING || parts.length >= MAX_PARTS) return;
  const { headers, body } = splitHeaders(entity);
  const type = contentTypeOf(headers.get('content-type') ?? 'text/plain');
  if (type.boundary) {
    for (const part of splitParts(body, type.boundary)) collect(part, nesting + 1, parts);
  } else if (type.name === 'message/rfc822') {
    collect(transferDecoded(body, headers).toString('latin1'), nesting + 1, parts);
  } else if (!/^(?:image|audio|video|font|model)\//.test(type.name)) {
    const text = decodeBytes(transferDecoded(body, headers), type.charset);
    parts.push({ text, html: type.name === 'text/html' });
  }
}

function splitHeaders(entity: string): { headers: Map<string, string>; body: string } {
  const begin = /^(?:\xef\xbb\xbf)?[\r\n]{0,20}/.exec(entity)?.[0].length ?? 0;
  // A part may have no headers at all: then its first line is blank.
  const bare = begin > 0 && !/^[a-z][\w-]{0,70}:/i.test(entity.slice(begin, begin + 80));
  const blank = bare ? null : /\r?\n\r?\n/.exec(entity.slice(begin, begin + MAX_HEADER_LENGTH));
  const end = begin + (blank?.index ?? (bare ? 0 : MAX_HEADER_LENGTH));
  const headers = new Map<string, string>();
  const lines = bare
    ? []
    : entity
        .slice(begin, end)
        .replace(/\r?\n[ \t]+/g, ' ')
        .split(/\r?\n/);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: entity.slice(end + (blank?.[0].length ?? 0)) };
}

interface PartType {
  name: string;
  charset: string | undefined;
  boundary: string | undefined;
}

function contentTypeOf(value: string): PartType {
  const name = value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const boundary = name.startsWith('multipart/') ? parameter(value, 'boundary') : undefined;
  return { name, charset: parameter(value, 'charset'), boundary };
}

/** One parameter of a header (`text/xml; charset="utf-8"`). */
export function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(
    `;\\s{0,9}${name}\\s{0,9}=\\s{0,9}(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`,
    'i',
  ).exec(value);
  return found?.[1] ?? found?.[2];
}

function splitParts(body: string, boundary: string): string[] {
  const line = `--${boundary}`;
  const parts: string[] = [];
  let from: number | undefined;
  for (
    let at = body.indexOf(line);
    at >= 0 && parts.length < MAX_PARTS;
    at = body.indexOf(line, at + line.length)
  ) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    if (from !== undefined) parts.push(body.slice(from, at).replace(/\r?\n$/, ''));
    const lineEnd = body.indexOf('\n', at);
    from = lineEnd < 0 || body.startsWith('--', at + line.length) ? undefined : lineEnd + 1;
    if (from === undefined) break;
  }
  // A mail that breaks off has no closing boundary; its last part is read as far as it goes.
  if (from !== undefined) parts.push(body.slice(from));
  return parts;
}

function transferDecoded(body: string, headers: Map<string, string>): Buffer {
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase();
  const bytes = Buffer.from(body, 'latin1');
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes;
}
