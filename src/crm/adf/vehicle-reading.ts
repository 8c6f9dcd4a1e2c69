import type { AdfVehicle } from './adf-prospect.js';
import { optional } from './optional-key.js';
import { attributeOf, childText, childrenNamed, textOf } from './element-reading.js';
import type { MarkupElement } from './markup-element.js';
import { readAmount } from './written-number.js';

export function readVehicle(vehicle: MarkupElement): AdfVehicle {
  return {
    interest: interestOf(attributeOf(vehicle, 'interest')),
    ...optional('status', attributeOf(vehicle, 'status')?.toLowerCase()),
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

/** The words of the format, however they are spelt; others in lower case. */
function interestOf(written = 'buy'): string {
  const word = written.toLowerCase().replace(/[\s_-]+/g, '-');
  if (/^(?:trade|tradein|trade-in)$/.test(word)) return 'trade-in';
  return word === 'testdrive' ? 'test-drive' : word;
}

/** A range ("2019-2021") is no year. */
function yearOf(text: string | undefined): number | undefined {
  const year = /^\d{4}$/.test(text ?? '') ? Number(text) : 0;
  return year >= 1900 && year < 2100 ? year : undefined;
}

const vinOf = (text: string | undefined): string | undefined =>
  text?.replace(/[\s-]/g, '').toUpperCase() || undefined;

function odometerOf(vehicle: MarkupElement): AdfVehicle['odometer'] {
  for (const element of childrenNamed(vehicle, new Set(['odometer', 'mileage', 'kilometers']))) {
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
