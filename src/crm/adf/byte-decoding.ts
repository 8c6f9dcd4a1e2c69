import { TextDecoder } from 'node:util';

/**
 * Text of bytes whose label may be missing or wrong.
 *
 * Senders label Windows-1252 bytes UTF-8, and UTF-8 bytes UTF-16, so the bytes are asked first:
 * a byte order mark, then whether they are valid UTF-8, and only then the label.
 *
 * @param label - The charset of the transport (`Content-Type`), which wins over the one in the XML declaration.
 */
export function decodeBytes(bytes: Buffer, label?: string): string {
  const utf16 = utf16Flavour(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const named = decoderFor(label) ?? decoderFor(declaredEncoding(bytes));
  // ISO-2022-JP writes everything in seven bits, so it too looks like valid UTF-8.
  if (named?.encoding.startsWith('iso-2022')) return named.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8, whatever the label says.
  }
  if (named && !named.encoding.startsWith('utf-')) return named.decode(bytes);
  return decodeMixture(bytes);
}

function utf16Flavour(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && isMarkupStart(first)) return 'utf-16le';
  return first === 0 && isMarkupStart(second) ? 'utf-16be' : undefined;
}

/** `<`, or white space that some senders leave before it. */
const isMarkupStart = (byte: number | undefined): boolean =>
  byte === 0x3c || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function declaredEncoding(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 400);
  return /<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/i.exec(head)?.[1];
}

function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined; // An unknown label says nothing about the bytes.
  }
}

/**
 * UTF-8 where the bytes are UTF-8, one of the Windows code pages where they are not. Strays are written as UTF-8
 * into one buffer: decoding run by run takes a tenth of a second where they alternate in a large document.
 */
function decodeMixture(bytes: Buffer): string {
  const strays = UTF8_OF[strayCodePage(bytes)];
  // No stray becomes more than three bytes.
  const written = Buffer.allocUnsafe(bytes.length * 3);
  let end = 0;
  for (let at = 0; at < bytes.length;) {
    const length = utf8SequenceLength(bytes, at);
    if (length > 0) {
      for (let offset = 0; offset < length; offset += 1)
        written[end + offset] = bytes[at + offset] as number;
      end += length;
      at += length;
    } else {
      const stray = strays[bytes[at] as number] as Buffer;
      for (const byte of stray) written[end++] = byte;
      at += 1;
    }
  }
  return new TextDecoder().decode(written.subarray(0, end));
}

type CodePage = 'windows-1252' | 'windows-1250';

/** What each byte of a code page is in UTF-8. */
const utf8Of = (page: CodePage): Buffer[] => {
  const decoder = new TextDecoder(page);
  return Array.from({ length: 256 }, (_, byte) => Buffer.from(decoder.decode(Buffer.from([byte]))));
};

const UTF8_OF: Record<CodePage, Buffer[]> = {
  'windows-1252': utf8Of('windows-1252'),
  'windows-1250': utf8Of('windows-1250'),
};

/** Length of the UTF-8 sequence at `at`, 0 where there is none. */
function utf8SequenceLength(bytes: Buffer, at: number): number {
  const length = announcedLength(bytes[at] as number);
  for (let offset = 1; offset < length; offset += 1) {
    if (((bytes[at + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** The length a lead byte announces; 0 for bytes that lead no sequence. */
function announcedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** A superscript, fraction or currency sign grown into a word is a Central European letter. */
const CENTRAL_EUROPEAN = /\p{L}[¹³¿¼¾]|[£¥¯]\p{Ll}/u;

/** What words look like shows in the beginning of a document. */
const LOOKED_AT = 256 * 1024;

function strayCodePage(bytes: Buffer): CodePage {
  const western = new TextDecoder('windows-1252').decode(bytes.subarray(0, LOOKED_AT));
  return CENTRAL_EUROPEAN.test(western) ? 'windows-1250' : 'windows-1252';
}
