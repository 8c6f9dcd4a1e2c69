import { decodeReferences } from './character-references.js';
import { decodeQuotedPrintable } from './quoted-printable.js';

/** The name first and what stands before it then: a text may be full of `<`. */
const ADF_TAG = /(?:adf|prospect)(?<=<(?:[\w.-]{1,40}:)?(?:adf|prospect))[\s/>]/i;

/** The same behind one or two layers of escaping; asked first, for unescaping a large text is dear. */
const ESCAPED_ADF_TAG = /&(?:amp;)?(?:lt|#60|#x3c);(?:[\w.-]{1,40}:)?(?:adf|prospect)\b/i;

/**
 * The text in which ADF's tags stand as tags: as it came, or out of a form field, a web page that
 * shows it escaped, a body whose transfer encoding was never undone, or a quoted reply.
 */
export function openEnvelope(text: string, html: boolean): string {
  const plain = withoutQuotedPrintable(jsonField(withoutBase64(text)));
  if (ADF_TAG.test(plain)) return withoutReplyMarks(withoutOuterCdata(plain));
  const written = html ? withoutPageTags(plain) : formField(plain);
  const opened = ESCAPED_ADF_TAG.test(written) ? unescaped(written) : written;
  return ADF_TAG.test(opened) ? withoutReplyMarks(opened) : text;
}

function unescaped(text: string): string {
  const once = decodeReferences(text);
  return ADF_TAG.test(once) ? once : decodeReferences(once);
}

export const holdsAdfTag = (text: string): boolean => ADF_TAG.test(text);

/** `=3D"` between the quotes of a tag shows that nobody undid the transfer encoding. */
function withoutQuotedPrintable(text: string): string {
  if (!/=3D["']/i.test(text) || !/<[?\w][^<>]{0,80}=3D["']/i.test(text)) return text;
  return decodeQuotedPrintable(Buffer.from(text, 'utf8')).toString('utf8');
}

/** How base64 of `<?xml`, `<?adf`, `<adf` (in either case) and `<prospect` begins, a byte order mark before it or not. */
const BASE64 =
  /(?:77u\/)?(?:PD94bW|PD9hZG|PD9BRE|PGFkZ|PEFER|PHByb3NwZ)[A-Za-z\d+/]{60}[A-Za-z\d+/\r\n]*={0,2}/;

/** The document behind a transfer encoding that nobody undid, alone or in a field of an envelope. */
function withoutBase64(text: string): string {
  if (ADF_TAG.test(text)) return text;
  const encoded = BASE64.exec(text)?.[0];
  if (encoded === undefined) return text;
  const document = Buffer.from(encoded, 'base64').toString('utf8');
  return ADF_TAG.test(document) ? document : text;
}

/** What follows the beginning of a CDATA section that holds the whole document, as in a SOAP envelope. */
function withoutOuterCdata(text: string): string {
  const adf = text.search(ADF_TAG);
  const begin = text.lastIndexOf('<![CDATA[', adf);
  if (begin < 0 || text.slice(begin, adf).includes(']]>')) return text;
  return text.slice(begin + '<![CDATA['.length);
}

/** The texts in JSON that hold documents: `{ "xml": "<adf>…" }`, at whatever depth. */
function jsonField(text: string): string {
  if (!/^\s{0,99}[{"[]/.test(text) || !ADF_TAG.test(text)) return text;
  const found: string[] = [];
  try {
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'string' && ADF_TAG.test(value)) found.push(value);
      return value;
    });
    return found.length > 0 ? found.join('\n') : text;
  } catch {
    return text; // Only looks like JSON; a text that begins with a brace is read like any other.
  }
}

/** The value of `xml=%3Cadf%3E…`, as HTML forms and some lead routers post it. */
function formField(text: string): string {
  if (!/^\s{0,9}[\w.[\]-]{1,80}=/.test(text) || !/%3C/i.test(text)) return text;
  return [...new URLSearchParams(text.trim()).values()].join('\n');
}

/** What a web page shows, line breaks kept. */
const withoutPageTags = (text: string): string =>
  text
    .replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]{0,2000}>/gi, '');

/** Forwarding puts `> ` before every line. */
function withoutReplyMarks(text: string): string {
  if (!/^[ \t]{0,9}>[> \t]{0,20}<\/?(?:\?xml|\?adf|adf|prospect)/im.test(text)) return text;
  return text.replace(/^[ \t]{0,9}>[> ]{0,20}/gm, '');
}
