import type { AdfCustomer } from './adf-prospect.js';
import { attributeOf, textOf, within } from './element-reading.js';
import type { MarkupElement } from './markup-tree.js';
import { readNames } from './person-name.js';
import { dialingRegion, phoneE164 } from './phone-numbers.js';

/** Branches that describe somebody or something else, even when a lost end tag put them inside. */
const OTHERS = new Set(['vehicle', 'vendor', 'provider', 'prospect']);

const PHONES = new Set(
  (
    'phone cellphone cell mobile mobilephone mobile_phone homephone home_phone workphone work_phone ' +
    'telephone phonenumber phone_number international_phone'
  ).split(' '),
);
const EMAILS = new Set(['email', 'emailaddress', 'email_address']);
const POSTAL_CODES = new Set([
  'postalcode',
  'postal_code',
  'postcode',
  'zip',
  'zipcode',
  'zip_code',
]);
const COUNTRIES = new Set(['country', 'countrycode', 'country_code']);

/** One person's numbers beyond these are noise, and each costs a parse. */
const MAX_PHONE_ELEMENTS = 10;

export function readCustomer(customer: MarkupElement): AdfCustomer {
  const find = (names: Set<string>): MarkupElement[] => within(customer, names, OTHERS);
  const country = firstText(find(COUNTRIES));
  const phones = find(PHONES).slice(0, MAX_PHONE_ELEMENTS).filter(isNoFax);
  const emails = find(EMAILS).map((of) => ({ of, value: emailIn(textOf(of)) }));
  const region = dialingRegion(country);
  const numbers = phones.map((of) => ({ of, value: phoneE164(textOf(of) ?? '', region) }));
  return {
    ...readNames(
      find(
        new Set([
          'name',
          'company',
          'companyname',
          'firstname',
          'lastname',
          'fullname',
          'first_name',
          'last_name',
          'full_name',
        ]),
      ),
    ),
    ...optional('email', emails.find(({ value }) => value)?.value),
    phonesE164: [...new Set(numbers.flatMap(({ value }) => value ?? []))],
    ...optional('preferredContact', preferred(numbers, emails)),
    ...optional('postalCode', firstText(find(POSTAL_CODES))),
  };
}

/** A key that is left out where there is no value. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

function firstText(elements: MarkupElement[]): string | undefined {
  for (const of of elements) {
    const text = textOf(of);
    if (text) return text;
  }
  return undefined;
}

const isNoFax = (phone: MarkupElement): boolean => !/fax/i.test(attributeOf(phone, 'type') ?? '');

const MAX_EMAIL_LENGTH = 254;

/** An address out of `mailto:a@b.c` or `Name <a@b.c>`, its domain in lower case. */
function emailIn(text: string | undefined): string | undefined {
  const address = text
    ?.slice(0, 2 * MAX_EMAIL_LENGTH)
    .split(/[\s<>,;]/)
    .find((word) => word.includes('@'));
  const parts = address?.replace(/^mailto:/i, '').split('@') ?? [];
  const [local = '', domain = ''] = parts;
  if (parts.length !== 2 || !local || local.length + domain.length >= MAX_EMAIL_LENGTH)
    return undefined;
  return /^[^.].*\.[^.]{2,}$/.test(domain) ? `${local}@${domain.toLowerCase()}` : undefined;
}

interface Reachable {
  of: MarkupElement;
  value: string | undefined;
}

function preferred(phones: Reachable[], emails: Reachable[]): 'phone' | 'email' | undefined {
  const flagged = ({ of, value }: Reachable): boolean =>
    value !== undefined && /^(?:1|true|yes|y)$/i.test(attributeOf(of, 'preferredcontact') ?? '');
  if (phones.some(flagged)) return 'phone';
  return emails.some(flagged) ? 'email' : undefined;
}
