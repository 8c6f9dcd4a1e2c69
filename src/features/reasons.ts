import { refusalOfName } from './denylist.js';
import type { FeatureColumn } from './feature-table.js';
import { personalKind } from './personal-values.js';
import { grouped, times } from './phrases.js';
import type { Locale } from './reason-text.js';
import { REASON_TEXTS } from './reason-texts.js';
import { CUSTOM_PREFIX } from './themes/custom.js';

/** Log-odds by which a reason counts as weak or strong: odds moved by less than 10 %, or by 65 % and more. */
const WEAK = 0.1;
const STRONG = 0.5;
/** Below this a contribution is rounding. */
const NOTHING = 1e-6;

/**
 * A value in plain words, as the end of a sentence about the lead: "answered after 12 minutes",
 * "asked about financing". What may never be a feature is never named, whatever the column says.
 */
export function describeValue(
  column: FeatureColumn,
  value: number | string | null,
  locale: Locale,
): string {
  if (mustNotBeNamed(column, value)) return 'a detail that is not shown';
  const text = Object.hasOwn(REASON_TEXTS, column.name) ? REASON_TEXTS[column.name] : undefined;
  if (value === null || Number.isNaN(value))
    return text?.missing ?? `${inSentence(column.label)} is not known`;
  if (text) return text.says(value, locale);
  return `${inSentence(column.label)}: ${figure(column, value)}`;
}

/**
 * One reason as a sentence: "Asked about financing: speaks strongly for a sale."
 *
 * @param phrase - as {@link describeValue} says the value.
 * @param contribution - what the feature adds to the score's log-odds.
 */
export const reasonSentence = (phrase: string, contribution: number): string =>
  `${capital(phrase)}: ${verdict(contribution)}.`;

/** The first letter large, as a sentence begins. */
export const capital = (phrase: string): string =>
  `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;

function verdict(contribution: number): string {
  const size = Math.abs(contribution);
  if (!(size >= NOTHING)) return 'makes no difference';
  const strength = size < WEAK ? ' a little' : size >= STRONG ? ' strongly' : '';
  return `speaks${strength} ${contribution > 0 ? 'for' : 'against'} a sale`;
}

function mustNotBeNamed(column: FeatureColumn, value: number | string | null): boolean {
  if (Object.hasOwn(REASON_TEXTS, column.name)) return false;
  return hasRefusedName(column) || (value !== null && personalKind(String(value)) !== null);
}

const refusedNames = new WeakMap<FeatureColumn, boolean>();

/** Looked up once a column: every score names the same ones again. */
function hasRefusedName(column: FeatureColumn): boolean {
  const known = refusedNames.get(column);
  if (known !== undefined) return known;
  const { name } = column;
  const attribute = name.startsWith(CUSTOM_PREFIX) ? name.slice(CUSTOM_PREFIX.length) : name;
  const refused = refusalOfName(attribute) !== null;
  refusedNames.set(column, refused);
  return refused;
}

/** Made once: making one takes longer than scoring a lead. */
const FIGURES = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function figure({ unit }: FeatureColumn, value: number | string): string {
  // CRMs write their own words as tax_refund.
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  if (unit === 'times') return times(value);
  const rounded = Number.isSafeInteger(value) ? grouped(value) : FIGURES.format(value);
  return unit === undefined ? rounded : `${rounded} ${unit}`;
}

/** "Hours since …" → "hours since …", but "CRM stage" and "E-mails …" keep their capitals. */
function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
