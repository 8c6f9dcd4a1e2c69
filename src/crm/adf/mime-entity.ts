import { decodeQuotedPrintable } from './quoted-printable.js';

/** A mail or one part of it; `body` holds one byte in each character. */
export interface MimeEntity {
  /** `text/plain` where nothing is said. */
  type: string;
  charset?: string;
  /** Only of multipart types. */
  boundary?: string;
  transferEncoding: string;
  body: string;
}

const MAX_HEADER_LENGTH = 64 * 1024;
const MAX_PARTS = 50;

/** @param text - Header lines, a blank line and a body; one byte in each character. */
export function readEntity(text: string): MimeEntity {
  const { head, body } = divide(text);
  const headers = readHeaders(head);
  const contentType = headers.get('content-type') ?? 'text/plain';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const charset = headerParameter(contentType, 'charset');
  const boundary = headerParameter(contentType, 'boundary');
  return {
    type,
    ...(charset && { charset }),
    ...(boundary && type.startsWith('multipart/') && { boundary }),
    transferEncoding: headers.get('content-transfer-encoding')?.toLowerCase() ?? '7bit',
    body,
  };
}

/** Header lines and body; a part without headers begins with the blank line. */
function divide(text: string): { head: string; body: string } {
  const blank = /^\r?\n|\r?\n\r?\n/.exec(text.slice(0, MAX_HEADER_LENGTH));
  if (!blank)
    return { head: text.slice(0, MAX_HEADER_LENGTH), body: text.slice(MAX_HEADER_LENGTH) };
  return { head: text.slice(0, blank.index), body: text.slice(blank.index + blank[0].length) };
}

function readHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

const PARAMETER = /;\s*([^\s=;]{1,60})\s*=\s*(?:"([^"]*)"|([^;"]*))/g;

/** One parameter of a header (`text/xml; charset="utf-8"`). */
export function headerParameter(value: string, name: string): string | undefined {
  for (const [, key, quoted, bare] of value.matchAll(PARAMETER)) {
    if (key?.toLowerCase() === name) return (quoted ?? bare ?? '').trim() || undefined;
  }
  return undefined;
}

/** The bodies between the boundary lines of a multipart entity; the text before the first is none. */
export function splitMultipart(body: string, boundary: string): string[] {
  const delimiter = `--${boundary}`;
  const parts: string[] = [];
  let from = -1;
  let at = body.indexOf(delimiter);
  while (at >= 0 && parts.length < MAX_PARTS) {
    const next = at + delimiter.length;
    if (at === 0 || body[at - 1] === '\n') {
      if (from >= 0) parts.push(body.slice(from, at).replace(/\r?\n$/, ''));
      from = body.startsWith('--', next) ? -1 : body.indexOf('\n', at) + 1 || -1;
      if (from < 0) return parts;
    }
    at = body.indexOf(delimiter, next);
  }
  // A mail that breaks off has no closing delimiter; its last part is read as far as it goes.
  return from < 0 ? parts : [...parts, body.slice(from)];
}

/** Bytes of an entity's body, its transfer encoding undone. */
export function contentOf({ body, transferEncoding }: MimeEntity): Buffer {
  // Some gateways undo the encoding and leave its label; markup is never base64.
  if (transferEncoding === 'base64' && !/[<&]/.test(body)) return Buffer.from(body, 'base64');
  const bytes = Buffer.from(body, 'latin1');
  return transferEncoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes;
}
