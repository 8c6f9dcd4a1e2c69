import type { AdfCustomer } from './adf-prospect.js';
import { attributeOf, isPlaceholder, textOf } from './element-reading.js';
import type { MarkupElement } from './markup-element.js';

type Names = Pick<AdfCustomer, 'first' | 'last' | 'full' | 'business'>;
type NamePart = keyof Names | 'other';

/** What a name element holds: by its `part`, its own name, or its `type`. */
const PARTS: Record<string, NamePart> = {
  first: 'first',
  given: 'first',
  firstname: 'first',
  first_name: 'first',
  last: 'last',
  surname: 'last',
  family: 'last',
  lastname: 'last',
  last_name: 'last',
  full: 'full',
  name: 'full',
  fullname: 'full',
  full_name: 'full',
  company: 'business',
  companyname: 'business',
  business: 'business',
  middle: 'other',
  suffix: 'other',
  prefix: 'other',
  title: 'other',
};

/** Elements that may hold a name or a part of one. */
export const NAME_ELEMENTS = new Set(
  'name company companyname first last firstname lastname fullname first_name last_name full_name'.split(
    ' ',
  ),
);

function partOf(element: MarkupElement): NamePart {
  const type = attributeOf(element, 'type')?.toLowerCase() ?? '';
  if (type === 'business') return 'business';
  const part = attributeOf(element, 'part')?.toLowerCase();
  // Some write `type="first"` where `part="first"` is meant.
  return PARTS[part ?? ''] ?? PARTS[type] ?? PARTS[element.name] ?? 'full';
}

/**
 * Names of a contact. The first element of each part counts; "LAST, FIRST" is taken apart, any other
 * full name stays whole, because where it divides depends on its language.
 */
export function readNames(elements: MarkupElement[]): Names {
  const names: Names = {};
  for (const element of elements) {
    const part = partOf(element);
    const text = textOf(element);
    // `<name><first>…` says nothing itself; its children are among the elements.
    if (part !== 'other' && text && element.hasText && !isPlaceholder(text)) names[part] ??= text;
  }
  return { ...lastFirst(names.full), ...names };
}

/** After these a comma does not turn a name round: "Quill, Jr.", "Northgate Plumbing, LLC". */
const SUFFIX = /^(?:jr|sr|i{1,3}|iv|esq|md|phd|dds|inc|llc|ltd|corp|co|llp|lp|plc|gmbh)\.?$/i;

function lastFirst(full: string | undefined): Names {
  const parts = (full ?? '').split(',').map((part) => part.trim());
  const [last, first] = parts;
  if (parts.length !== 2 || !last || !first || SUFFIX.test(first)) return {};
  // A family name is short; "Ask for Bo, the manager" is no name in two parts.
  return last.split(' ').length <= 3 && first.split(' ').length <= 3 ? { first, last } : {};
}
