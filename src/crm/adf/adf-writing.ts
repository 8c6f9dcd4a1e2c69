import type { AdfCustomer, AdfProspect, AdfVehicle } from './adf-prospect.js';

/** What a prospect needs to be written; everything else may be left out. */
export type WritableProspect = Partial<AdfProspect>;

/**
 * An ADF 1.0 document of these prospects. Every value is escaped, whatever it holds, and characters
 * XML cannot carry are dropped; elements the format requires are written empty where nothing is known.
 */
export function buildAdf(prospects: readonly WritableProspect[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<?adf version="1.0"?>',
    element('adf', {}, prospects.map(prospectElement).join('')),
    '',
  ].join('\n');
}

type Attributes = Record<string, string | undefined>;

function element(name: string, attributes: Attributes, content: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(value ?? '')}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

const value = (
  name: string,
  text: string | number | undefined,
  attributes: Attributes = {},
): string => (text === undefined ? '' : element(name, attributes, escaped(String(text))));

function prospectElement(prospect: WritableProspect): string {
  const {
    externalIds = [],
    status,
    customer,
    vehicles = [],
    vendor,
    provider,
    comments,
  } = prospect;
  const content = [
    ...externalIds.map((id, at) =>
      value('id', id.value, { sequence: String(at + 1), source: id.source }),
    ),
    value('requestdate', prospect.requestedAt ?? prospect.requestedAtLocal),
    ...vehicles.map(vehicleElement),
    customerElement(customer ?? { phonesE164: [] }, comments),
    vendorElement(vendor ?? {}),
    provider?.name === undefined
      ? ''
      : element('provider', {}, value('name', provider.name) + value('service', provider.service)),
  ];
  return element('prospect', { status }, content.join(''));
}

function vehicleElement(vehicle: AdfVehicle): string {
  const { interest, status, odometer, price } = vehicle;
  const content = [
    value('year', vehicle.year),
    value('make', vehicle.make),
    value('model', vehicle.model),
    value('vin', vehicle.vin),
    value('stock', vehicle.stock),
    value('trim', vehicle.trim),
    value('odometer', odometer?.value, { units: odometer?.unit }),
    value('price', price?.amount, { type: price?.type, currency: price?.currency }),
  ];
  return element('vehicle', { interest, status }, content.join(''));
}

function customerElement(customer: AdfCustomer, comments: string | undefined): string {
  const { preferredContact, postalCode } = customer;
  const names = [
    value('name', customer.first, { part: 'first', type: 'individual' }),
    value('name', customer.last, { part: 'last', type: 'individual' }),
    value('name', customer.full, { part: 'full', type: 'individual' }),
    value('name', customer.business, { part: 'full', type: 'business' }),
  ].join('');
  const contact = [
    names || value('name', '', { part: 'full' }),
    value('email', customer.email, { preferredcontact: flag(preferredContact, 'email') }),
    ...customer.phonesE164.map((phone) =>
      value('phone', phone, { type: 'voice', preferredcontact: flag(preferredContact, 'phone') }),
    ),
    postalCode === undefined ? '' : element('address', {}, value('postalcode', postalCode)),
  ];
  const content = element('contact', {}, contact.join('')) + value('comments', comments);
  return element('customer', {}, content);
}

const flag = (preferred: 'phone' | 'email' | undefined, means: 'phone' | 'email') =>
  preferred === means ? '1' : undefined;

function vendorElement({ name, id }: AdfProspect['vendor']): string {
  const contact = element('contact', {}, value('name', name ?? '', { part: 'full' }));
  return element('vendor', {}, value('id', id) + value('vendorname', name ?? '') + contact);
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// oxlint-disable-next-line no-control-regex -- XML 1.0 cannot carry these, nor halves of surrogate pairs
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu;

const escaped = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
