import { TextDecoder } from 'node:util';

/** HTML's names for characters 160 to 255, in order: mail tools write them though XML does not know them. */
const LATIN_1_NAMES =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn ' +
  'sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave ' +
  'Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN ' +
  'szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute ' +
  'icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml ' +
  'yacute thorn yuml';

const CHARACTERS = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['OElig', 'Œ'],
  ['oelig', 'œ'],
  ['Scaron', 'Š'],
  ['scaron', 'š'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['hellip', '…'],
  ['trade', '™'],
  ['euro', '€'],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ...LATIN_1_NAMES.split(' ').map((name, offset): [string, string] => [
    name,
    String.fromCodePoint(160 + offset),
  ]),
]);

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,8}));/gi;

/**
 * Replaces character references once. A bare `&` and a name nobody knows stay as they stand,
 * because an address with `&copy=2` in it is no reference.
 */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return CHARACTERS.get(name) ?? CHARACTERS.get(name.toLowerCase()) ?? whole;
    return characterAt(decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16));
  });
}

/** Nothing for code points that no document may hold. */
function characterAt(codePoint: number): string {
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (surrogate || codePoint > 0x10ffff) return '';
  // References to 128 to 159 mean the Windows-1252 character, as in HTML.
  if (codePoint >= 0x80 && codePoint < 0xa0) {
    return new TextDecoder('windows-1252').decode(Uint8Array.of(codePoint));
  }
  return String.fromCodePoint(codePoint);
}

// oxlint-disable-next-line no-control-regex -- removing control characters is the purpose
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF]/g;

/** Drops control characters (a database refuses NUL) and turns no-break spaces into plain ones. */
export const withoutControls = (text: string): string =>
  text.replace(CONTROLS, '').replace(/[\u00A0\u202F]/g, ' ');
