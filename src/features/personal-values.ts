/** A kind of value that identifies or describes a person, whatever the attribute is called. */
interface PersonalKind {
  called: string;
  looks: (value: string) => boolean;
}

const EMAIL = /[^\s@<>]{1,64}@[^\s@<>]{1,255}\.[a-z]{2,}/i;
const SOCIAL_SECURITY = /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/;
const BARE_PHONE = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const WRITTEN_PHONE = /^\+?\(?\d[\d\s().-]{8,22}$/;
const ZIP_PLUS_FOUR = /^\d{5}-\d{4}$/;
const CANADIAN_POSTAL = /^[a-z]\d[a-z] \d[a-z]\d$/i;

/** Single values that must never be kept as a feature. */
const PERSONAL_VALUES: readonly PersonalKind[] = [
  { called: 'e-mail addresses', looks: (value) => EMAIL.test(value) },
  { called: 'social security numbers', looks: (value) => SOCIAL_SECURITY.test(value) },
  {
    called: 'postal codes',
    looks: (value) => ZIP_PLUS_FOUR.test(value) || CANADIAN_POSTAL.test(value),
  },
  { called: 'phone numbers', looks: looksLikePhone },
];

/** Words that mean nothing alone, but tell who somebody is where an attribute holds nothing else. */
const TELLTALE_WORDS: readonly [called: string, ReadonlySet<string>][] = [
  ['genders', new Set('m f male female man woman masculino femenino hombre mujer'.split(' '))],
  ['forms of address', new Set('mr mrs ms miss sr sra srta senor senora señor señora'.split(' '))],
  [
    'marital statuses',
    new Set(
      'single married divorced widowed separated soltero soltera casado casada viudo viuda divorciado divorciada'.split(
        ' ',
      ),
    ),
  ],
];

/** What a single value looks like ("e-mail addresses"); null for an innocent one. */
export function personalKind(value: string): string | null {
  return PERSONAL_VALUES.find(({ looks }) => looks(value))?.called ?? null;
}

/** Which telltale set a word belongs to ("genders"); null for any other word. */
export function telltaleKind(value: string): string | null {
  const word = value.toLowerCase().replace(/\.$/, '');
  return TELLTALE_WORDS.find(([, words]) => words.has(word))?.[0] ?? null;
}

function looksLikePhone(value: string): boolean {
  if (BARE_PHONE.test(value)) return true;
  if (!WRITTEN_PHONE.test(value)) return false;
  const digits = value.replace(/\D/g, '').length;
  const groups = value.split(/[\s().-]+/).filter((group) => group !== '').length;
  return digits >= 10 && digits <= 15 && (value.startsWith('+') || groups >= 3);
}
