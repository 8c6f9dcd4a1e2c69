import { decodeReferences } from './character-references.js';
import { decodeQuotedPrintable } from './quoted-printable.js';

const ADF_TAG = /<(?:[\w.-]{1,40}:)?(?:adf|prospect)[\s/>]/i;

/**
 * The text in which ADF's tags stand as tags: as it came, or out of a form field, a web page that
 * shows it escaped, a body whose transfer encoding was never undone, or a quoted reply.
 */
export function openEnvelope(text: string, html: boolean): string {
  const plain = withoutQuotedPrintable(text);
  if (ADF_TAG.test(plain)) return withoutReplyMarks(plain);
  for (const open of [formField, html ? pageText : decodeReferences, twiceEscaped]) {
    const opened = open(plain);
    if (ADF_TAG.test(opened)) return withoutReplyMarks(opened);
  }
  return text;
}

export const holdsAdfTag = (text: string): boolean => ADF_TAG.test(text);

/** `=3D"` between the quotes of a tag shows that nobody undid the transfer encoding. */
function withoutQuotedPrintable(text: string): string {
  if (!/<[?\w][^<>]{0,80}=3D["']/i.test(text)) return text;
  return decodeQuotedPrintable(Buffer.from(text, 'utf8')).toString('utf8');
}

/** The value of `xml=%3Cadf%3E…`, as HTML forms and some lead routers post it. */
function formField(text: string): string {
  if (!/^\s{0,9}[\w.[\]-]{1,80}=/.test(text) || !/%3C/i.test(text)) return text;
  return [...new URLSearchParams(text.trim()).values()].join('\n');
}

/** What a reader of a web page sees, line breaks kept. */
function pageText(text: string): string {
  const lines = text.replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]{0,500}>/gi, '\n');
  return decodeReferences(lines.replace(/<\/?[a-z!][^<>]{0,2000}>/gi, ''));
}

const twiceEscaped = (text: string): string => decodeReferences(decodeReferences(text));

/** Forwarding puts `> ` before every line. */
function withoutReplyMarks(text: string): string {
  if (!/^[ \t]{0,9}>[> \t]{0,20}<\/?(?:\?xml|\?adf|adf|prospect)/im.test(text)) return text;
  return text.replace(/^[ \t]{0,9}>[> ]{0,20}/gm, '');
}
