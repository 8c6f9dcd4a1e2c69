import { refusalOfName } from '../denylist.js';
import { categorical, numeric, type FeatureDeclaration } from '../feature-declaration.js';
import type { FeatureColumn } from '../feature-table.js';
import { personalKind } from '../personal-values.js';

type CustomValue = string | number | boolean;

/** Feature names of custom attributes start so; the rest is the CRM's own name. */
export const CUSTOM_PREFIX = 'custom.';

const NOTHING: ReadonlySet<string> = new Set([
  '',
  '-',
  '?',
  'null',
  'undefined',
  'n/a',
  'na',
  'nan',
]);
const NUMBER = /^[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i;
const LONGEST_VALUE = 200;

/**
 * The computation behind a custom column. A column that may not be a feature yields nothing but
 * missing values, even where an older model version still names it.
 */
export function customFeature(column: FeatureColumn): FeatureDeclaration {
  const attribute = column.name.slice(CUSTOM_PREFIX.length);
  if (refusalOfName(attribute) !== null) return { ...column, from: () => null };
  return column.kind === 'numeric'
    ? numeric({ ...column, from: ({ custom }) => customNumber(own(custom, attribute)) })
    : categorical({ ...column, from: ({ custom }) => customWord(own(custom, attribute)) });
}

/** The value as a number; null where it is missing or no number. Codes such as 00123 are no numbers. */
export function customNumber(value: CustomValue | null | undefined): number | null {
  if (typeof value === 'number')
    return Number.isFinite(value) && !isPersonal(String(value)) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!NUMBER.test(text) || isPersonal(text)) return null;
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

/** The value as a word; null where it is missing or tells who somebody is. */
export function customWord(value: CustomValue | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value).trim().slice(0, LONGEST_VALUE);
  return NOTHING.has(text.toLowerCase()) || isPersonal(text) ? null : text;
}

/** Whether an attribute says anything at all. */
export function isPresent(value: CustomValue | null | undefined): value is CustomValue {
  if (value === null || value === undefined) return false;
  return !NOTHING.has(String(value).trim().toLowerCase());
}

function isPersonal(text: string): boolean {
  return personalKind(text) !== null;
}

function own(custom: Readonly<Record<string, CustomValue>>, name: string): CustomValue | undefined {
  return Object.hasOwn(custom, name) ? custom[name] : undefined;
}
