import type { AdfCustomer } from './adf-prospect.js';
import { attributeOf, textOf, within } from './element-reading.js';
import { emailsIn } from './email-address.js';
import type { MarkupElement } from './markup-element.js';
import { optional } from './optional-key.js';
import { NAME_ELEMENTS, readNames } from './person-name.js';
import { dialingRegion, phonesE164 } from './phone-numbers.js';

/** Branches that describe somebody or something else, even when a lost end tag put them inside. */
const OTHERS = new Set(['vehicle', 'vendor', 'provider', 'prospect']);

const PHONES = new Set(
  (
    'phone cellphone cell mobile mobilephone mobile_phone homephone home_phone workphone work_phone ' +
    'telephone phonenumber phone_number international_phone'
  ).split(' '),
);
const EMAILS = new Set('email emailaddress email_address'.split(' '));
const POSTAL_CODES = new Set('postalcode postal_code postcode zip zipcode zip_code'.split(' '));
export const COUNTRIES = new Set('country countrycode country_code'.split(' '));

/** One person's numbers beyond these are noise, and each costs a parse. */
const MAX_PHONE_ELEMENTS = 10;

const CONTACT = new Set(['contact']);

/** Of several contacts the one that is marked as the primary; else whatever any of them says. */
function primaryContact(customer: MarkupElement): MarkupElement {
  const contacts = within(customer, CONTACT, OTHERS);
  if (contacts.length < 2) return customer;
  const primary = contacts.find((one) => isYes(attributeOf(one, 'primarycontact')));
  return primary?.hasElements ? primary : customer;
}

const isYes = (written: string | undefined): boolean => /^(?:1|true|yes|y)$/i.test(written ?? '');

export function readCustomer(whole: MarkupElement): AdfCustomer {
  const customer = primaryContact(whole);
  const find = (names: ReadonlySet<string>): MarkupElement[] => within(customer, names, OTHERS);
  const region = dialingRegion(firstText(find(COUNTRIES)));
  const phones = find(PHONES)
    .slice(0, MAX_PHONE_ELEMENTS)
    .filter(isNoFax)
    .map((of) => ({ of, values: phonesE164(textOf(of) ?? '', region) }));
  const emails = find(EMAILS).map((of) => ({ of, values: emailsIn(textOf(of) ?? '') }));
  return {
    ...readNames(find(NAME_ELEMENTS)),
    ...optional('email', emails.flatMap(({ values }) => values)[0]),
    phonesE164: [...new Set(phones.flatMap(({ values }) => values))],
    ...optional('preferredContact', preferred(phones, emails)),
    ...optional('postalCode', firstText(find(POSTAL_CODES))),
  };
}

const firstText = (elements: MarkupElement[]): string | undefined =>
  elements.map(textOf).find((text) => text !== undefined);

const isNoFax = (phone: MarkupElement): boolean => !/fax/i.test(attributeOf(phone, 'type') ?? '');

interface Reachable {
  of: MarkupElement;
  values: string[];
}

/** The way the customer asked for; where both are marked, the phone. */
function preferred(phones: Reachable[], emails: Reachable[]): 'phone' | 'email' | undefined {
  if (phones.some(isPreferred)) return 'phone';
  return emails.some(isPreferred) ? 'email' : undefined;
}

const isPreferred = ({ of, values }: Reachable): boolean =>
  values.length > 0 && isYes(attributeOf(of, 'preferredcontact'));
