import type { CrmVehicle } from '../records.js';
import type { Rooftop } from '../rooftops.js';
import type { ArrivedLead } from '../world/events.js';

/** The lead as an ADF 1.0 document, the way a listing partner would mail or post it. */
export function adfDocument({ lead, customer, vehicle }: ArrivedLead, rooftop: Rooftop): string {
  const name = (part: string, text: string) =>
    text ? tag('name', text, `part="${part}" type="individual"`) : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<?adf version="1.0"?>',
    '<adf><prospect status="new">',
    tag('id', lead.id, 'sequence="1" source="Riverside CRM"'),
    tag('requestdate', lead.updated_at),
    vehicle ? buying(vehicle) : wanted(lead.vehicle_interest),
    lead.trade_in ? tradeIn(lead.trade_in) : '',
    '<customer><contact primarycontact="1">',
    name('first', customer.first_name),
    name('last', customer.last_name),
    customer.email ? tag('email', customer.email) : '',
    ...customer.phones.map((phone) => tag('phone', phone, 'type="cellphone"')),
    customer.zip ? `<address>${tag('postalcode', customer.zip)}</address>` : '',
    '</contact>',
    lead.message ? tag('comments', lead.message) : '',
    '</customer>',
    `<vendor>${tag('id', rooftop.key, 'source="rooftop"')}${tag('vendorname', rooftop.name)}</vendor>`,
    `<provider>${tag('name', lead.source, 'part="full"')}</provider>`,
    '</prospect></adf>',
  ]
    .filter(Boolean)
    .join('\n');
}

function buying(vehicle: CrmVehicle): string {
  const { year, make, model, vin, stock, trim, odometer_miles: miles, price, currency } = vehicle;
  return (
    `<vehicle interest="buy" status="used">${tag('year', year)}${tag('make', make)}${tag('model', model)}` +
    `${tag('vin', vin)}${tag('stock', stock)}${tag('trim', trim)}${tag('odometer', miles, 'units="mi"')}` +
    `${tag('price', price, `type="asking" currency="${currency}"`)}</vehicle>`
  );
}

function wanted(interest: { year: number; make: string; model: string } | null): string {
  if (!interest) return '<vehicle interest="buy"></vehicle>';
  const { year, make, model } = interest;
  return `<vehicle interest="buy">${tag('year', year)}${tag('make', make)}${tag('model', model)}</vehicle>`;
}

function tradeIn(car: {
  year: number;
  make: string;
  model: string;
  odometer_miles: number;
}): string {
  return (
    `<vehicle interest="trade-in" status="used">${tag('year', car.year)}${tag('make', car.make)}` +
    `${tag('model', car.model)}${tag('odometer', car.odometer_miles, 'units="mi"')}</vehicle>`
  );
}

function tag(name: string, value: string | number, attributes = ''): string {
  return `<${name}${attributes ? ` ${attributes}` : ''}>${escapeXml(String(value))}</${name}>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
