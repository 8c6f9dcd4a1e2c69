import type { AdfVehicle } from './adf-prospect.js';
import { optional } from './optional-key.js';
import { attributeOf, childText, childrenNamed, textOf } from './element-reading.js';
import type { MarkupElement } from './markup-element.js';
import { readAmount } from './written-number.js';

export function readVehicle(vehicle: MarkupElement): AdfVehicle {
  return {
    interest: interestOf(writtenInterest(vehicle)),
    ...optional('status', saidOf(vehicle, 'status')?.toLowerCase()),
    ...optional('year', yearOf(childText(vehicle, 'year', 'modelyear'))),
    ...optional('make', childText(vehicle, 'make')),
    ...optional('model', childText(vehicle, 'model')),
    ...optional('trim', childText(vehicle, 'trim')),
    ...optional('vin', vinOf(childText(vehicle, 'vin'))),
    ...optional(
      'stock',
      childText(vehicle, 'stock', 'stocknumber', 'stock_number', 'stockno', 'stockid'),
    ),
    ...optional('odometer', odometerOf(vehicle)),
    ...optional('price', priceOf(vehicle)),
  };
}

const saidOf = (vehicle: MarkupElement, name: string): string | undefined =>
  attributeOf(vehicle, name) ?? childText(vehicle, name);

/** `<tradein>` is no element of the format, and `type` no attribute of it, but both are written. */
function writtenInterest(vehicle: MarkupElement): string | undefined {
  if (TRADE_INS.has(vehicle.name)) return 'trade-in';
  const type = attributeOf(vehicle, 'type');
  return saidOf(vehicle, 'interest') ?? (/^trade/i.test(type ?? '') ? type : undefined);
}

/** Names under which a trade-in stands beside the vehicles. */
export const TRADE_INS: ReadonlySet<string> = new Set(['tradein', 'trade-in', 'tradeinvehicle']);

/** The words of the format, however they are spelt; others in lower case. */
function interestOf(written = 'buy'): string {
  const word = written.toLowerCase().replace(/[\s_-]+/g, '-');
  if (/^(?:trade|tradein|trade-in)$/.test(word)) return 'trade-in';
  return word === 'testdrive' ? 'test-drive' : word;
}

/** Written in full or, as speech has it, with two digits ("'19"); a range ("2019-2021") is no year. */
function yearOf(text = ''): number | undefined {
  const [, short] = /^(?:['’](?=\d)|(?=[1-9]))(\d\d)$/.exec(text) ?? [];
  if (short !== undefined) return Number(short) + (Number(short) < 50 ? 2000 : 1900);
  const year = Number(/^\D{0,9}(\d{4})(?:[.,]0+)?\D{0,9}$/.exec(text)?.[1] ?? 0);
  return year >= 1900 && year < 2100 ? year : undefined;
}

const vinOf = (text: string | undefined): string | undefined =>
  text?.replace(/[\s-]/g, '').toUpperCase() || undefined;

const ODOMETERS = new Set(['odometer', 'mileage', 'miles', 'kilometers', 'kilometres', 'km']);

function odometerOf(vehicle: MarkupElement): AdfVehicle['odometer'] {
  for (const element of childrenNamed(vehicle, ODOMETERS)) {
    const text = textOf(element) ?? '';
    const value = readAmount(text);
    const written = attributeOf(element, 'units', 'unit') ?? `${element.name} ${text}`;
    if (value !== undefined) return { value, ...optional('unit', unitOf(written)) };
  }
  return undefined;
}

function unitOf(written: string): 'mi' | 'km' | undefined {
  if (/\bk(?:ms?|ilomet(?:er|re)s?)\b|\dkms?\b/i.test(written)) return 'km';
  return /\bm(?:i|iles?|ileage)\b|\dmi\b/i.test(written) ? 'mi' : undefined;
}

/** The first price that is a number. Prices of options stand inside <option> and are not looked at. */
function priceOf(vehicle: MarkupElement): AdfVehicle['price'] {
  const named = childrenNamed(vehicle, new Set(['price']));
  const others = childrenNamed(
    vehicle,
    new Set(['askingprice', 'internetprice', 'listprice', 'saleprice']),
  );
  for (const element of [...named, ...others]) {
    const text = textOf(element) ?? '';
    const amount = readAmount(text);
    if (amount === undefined) continue;
    return {
      amount,
      ...optional('currency', currencyOf(attributeOf(element, 'currency'), text)),
      ...optional('type', attributeOf(element, 'type')?.toLowerCase()),
    };
  }
  return undefined;
}

const SIGNS: [RegExp, string][] = [
  [/\b(?:CA|C)\$|\bCAD\b/, 'CAD'],
  [/\bUS\$|\bUSD\b/, 'USD'],
  [/€|\bEUR\b/, 'EUR'],
  [/£|\bGBP\b/, 'GBP'],
];

/** ISO 4217 where the document tells it; a bare `$` is the dollar of several countries. */
function currencyOf(attribute: string | undefined, text: string): string | undefined {
  if (attribute && /^[a-z]{3}$/i.test(attribute)) return attribute.toUpperCase();
  return SIGNS.find(([sign]) => sign.test(`${attribute ?? ''} ${text}`))?.[1];
}
