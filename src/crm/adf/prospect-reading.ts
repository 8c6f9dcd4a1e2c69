import type { AdfExternalId, AdfProspect } from './adf-prospect.js';
import { COUNTRIES, readCustomer } from './customer-reading.js';
import {
  attributeOf,
  childText,
  childrenNamed,
  linesOf,
  textOf,
  within,
} from './element-reading.js';
import type { MarkupElement } from './markup-element.js';
import { optional } from './optional-key.js';
import { readRequestDate } from './request-date.js';
import { dayOrder } from './request-day.js';
import { withoutIdentityNumbers } from './identity-numbers.js';
import { spellOut } from './spelt-out.js';
import { readVehicle, TRADE_INS } from './vehicle-reading.js';

const names = (...list: string[]): ReadonlySet<string> => new Set(list);

const PROSPECT = names('prospect');
const SELLERS = names('prospect', 'vendor', 'provider', 'vehicle');
const COMMENTS = names('comments', 'comment');
const VEHICLES = names('vehicle', ...TRADE_INS);

/** Reads one `<prospect>`; elements in the wrong order, place or spelling are found all the same. */
export function readProspect(prospect: MarkupElement): AdfProspect {
  spellOut(prospect);
  const below = (name: string): MarkupElement | undefined =>
    within(prospect, names(name), PROSPECT)[0];
  const customer = customerOf(prospect);
  const requested = childrenNamed(
    prospect,
    names('requestdate', 'request_date', 'requestdatetime'),
  );
  const order = dayOrder(within(prospect, COUNTRIES, PROSPECT).map(textOf).find(Boolean));
  return {
    externalIds: externalIdsOf(prospect),
    ...optional('status', attributeOf(prospect, 'status')?.toLowerCase()),
    ...requested.map((date) => readRequestDate(textOf(date) ?? '', order)).find(Boolean),
    customer: customer ? readCustomer(customer) : { phonesE164: [] },
    vehicles: vehiclesOf(prospect).map(readVehicle),
    vendor: vendorOf(below('vendor')),
    provider: providerOf(below('provider')),
    ...optional('comments', commentsOf(prospect, customer)),
  };
}

/** Trade-ins under a name of their own count only beside the vehicles. */
const vehiclesOf = (prospect: MarkupElement): MarkupElement[] =>
  within(prospect, VEHICLES, PROSPECT).filter(
    (one) => one.name === 'vehicle' || prospect.children.includes(one),
  );

/** Where nothing is said of anybody or anything there is no lead. */
export function isEmptyProspect({
  customer,
  vehicles,
  comments,
  externalIds,
}: AdfProspect): boolean {
  const { phonesE164, ...rest } = customer;
  const said = phonesE164.length + Object.keys(rest).length + vehicles.length + externalIds.length;
  return said === 0 && comments === undefined;
}

/**
 * The document broke off before the customer was complete. What comes after the customer may be
 * missing: a lead whose buyer is known is worth more than a whole document.
 */
export function isCutOff(prospect: MarkupElement): boolean {
  const customer = customerOf(prospect);
  return prospect.cut && (customer === undefined || customer.cut);
}

/** Below vehicles too, where a vehicle's end tag was lost, but never the seller's own contact. */
function customerOf(prospect: MarkupElement): MarkupElement | undefined {
  const sellers = names('prospect', 'vendor', 'provider');
  return (
    within(prospect, names('customer'), sellers)[0] ??
    within(prospect, names('contact'), sellers)[0]
  );
}

/** Ids of the prospect itself. Some senders put the id into `sequence`, which should only count. */
function externalIdsOf(prospect: MarkupElement): AdfExternalId[] {
  return childrenNamed(prospect, names('id')).flatMap((id) => {
    const sequence = attributeOf(id, 'sequence');
    const inSequence = sequence && !/^\d{1,2}$/.test(sequence) ? sequence : undefined;
    const value = textOf(id) ?? inSequence;
    return value ? [{ ...optional('source', attributeOf(id, 'source')), value }] : [];
  });
}

function vendorOf(vendor: MarkupElement | undefined): AdfProspect['vendor'] {
  if (!vendor) return {};
  const contactNames = within(vendor, names('name'), names('prospect', 'provider', 'customer'));
  const name =
    childText(vendor, 'vendorname', 'vendor_name', 'dealername') ??
    contactNames.map(textOf).find(Boolean);
  return {
    ...optional('name', name),
    ...optional('id', childText(vendor, 'id', 'vendorid', 'vendor_id', 'dealerid')),
  };
}

function providerOf(provider: MarkupElement | undefined): AdfProspect['provider'] {
  if (!provider) return {};
  return {
    ...optional('name', childText(provider, 'name', 'providername')),
    ...optional('service', childText(provider, 'service')),
  };
}

/** The customer's own words, then what stands beside the customer; a vehicle's comments are not theirs. */
function commentsOf(
  prospect: MarkupElement,
  customer: MarkupElement | undefined,
): string | undefined {
  const own = customer ? within(customer, COMMENTS, SELLERS) : [];
  const beside = childrenNamed(prospect, COMMENTS);
  const texts = new Set([...own, ...beside].flatMap((element) => linesOf(element) ?? []));
  return texts.size > 0 ? withoutIdentityNumbers([...texts].join('\n')) : undefined;
}
