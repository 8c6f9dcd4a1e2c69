import { Refused } from './cleaned.js';
import { readNumber } from './clean-number.js';
import { cleanOdometer } from './clean-odometer.js';
import { cleanCurrency, cleanPrice } from './clean-price.js';
import { cleanYear } from './clean-year.js';

describe(readNumber, () => {
  it.each([
    ['26,995', 26995],
    ['26.995,00', 26995],
    ['26,995.50', 26995.5],
    ['26 995', 26995],
    ["26'995.5", 26995.5],
    ['1.234.567', 1234567],
    ['0.125', 0.125],
    ['12,5', 12.5],
    ['34.5k', 34500],
    ['1,234k', 1234],
    ['-3', -3],
    ['1.2.3,4,5', undefined],
    ['abc', undefined],
    ['', undefined],
  ])('reads %p as %p', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });
});

describe(cleanPrice, () => {
  it.each([
    ['$26,995', 26995],
    ['26.995,00 €', 26995],
    ['USD 8,500.00', 8500],
    [19999.999, 20000],
    ['12.9k', 12900],
    ['call', undefined],
    ['Call for price', undefined],
    [0, undefined],
  ])('reads %p as %p', (said, price) => {
    expect(cleanPrice(said)).toBe(price);
  });

  it.each(['$1', '123', '12345', '-500', '99999999', '12 or 13'])('refuses %p', (said) => {
    expect(cleanPrice(said)).toBeInstanceOf(Refused);
  });

  it.each([
    [undefined, '$9,000', 'CAD', 'CAD'],
    [undefined, '9.000 €', 'USD', 'EUR'],
    ['gbp', '9000', 'USD', 'GBP'],
    [undefined, '9000', 'USD', 'USD'],
  ])('takes the currency of %p and %p at a %s dealership as %s', (said, amount, ours, currency) => {
    expect(cleanCurrency(said, amount, ours)).toBe(currency);
  });
});

describe(cleanOdometer, () => {
  it.each([
    [{ value: '34.5k' }, 'US', 55522],
    [{ value: '34,500 mi' }, 'DE', 55522],
    [{ value: '55 000 km' }, 'US', 55000],
    [{ value: 55000, unit: 'km' }, 'US', 55000],
    [{ value: 100, unit: 'miles' }, 'FR', 161],
    [{ value: 0 }, 'US', 0],
    [{ value: 'unknown' }, 'US', undefined],
    [undefined, 'US', undefined],
  ])('reads %p in %s as %p km', (said, country, km) => {
    expect(cleanOdometer(said, country)).toBe(km);
  });

  it.each(['-5', '9999999', '12 or so 3'])('refuses %p', (value) => {
    expect(cleanOdometer({ value }, 'US')).toBeInstanceOf(Refused);
  });
});

describe(cleanYear, () => {
  const now = new Date('2026-03-01T00:00:00Z');

  it.each([
    ['2019', 2019],
    [2019, 2019],
    ["'15", 2015],
    ['98', 1998],
    ['2020.0', 2020],
    ['0', undefined],
    ['', undefined],
  ])('reads %p as %p', (said, year) => {
    expect(cleanYear(said, now)).toBe(year);
  });

  it.each(['1776', '2031', '20199', 'new'])('refuses %p', (said) => {
    expect(cleanYear(said, now)).toBeInstanceOf(Refused);
  });
});
