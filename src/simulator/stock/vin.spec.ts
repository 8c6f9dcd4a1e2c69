import { Dice } from '../dice.js';
import { stampVin, vinCheckDigit } from './vin.js';

describe('VIN', () => {
  it.each([
    ['1HGCM82633A004352', '3'],
    ['1M8GDM9AXKP042788', 'X'],
    ['11111111111111111', '1'],
    ['2T3P1RFV1MC123456', '1'],
  ])('computes the check digit of %s', (vin, digit) => {
    expect(vinCheckDigit(vin)).toBe(digit);
  });

  it('stamps 17 allowed characters with a right check digit and the model year', () => {
    const dice = new Dice('vin');

    const vins = Array.from({ length: 500 }, (_, i) => stampVin(dice, '1FT', 2008 + (i % 18), i));

    for (const vin of vins) {
      expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
      expect(vin[8]).toBe(vinCheckDigit(vin));
    }
    expect(stampVin(dice, '1FT', 2021, 1)[9]).toBe('M');
    expect(new Set(vins).size).toBe(500);
  });
});
