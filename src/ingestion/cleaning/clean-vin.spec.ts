import { Refused } from './cleaned.js';
import { cleanVin, vinModelYear } from './clean-vin.js';

describe(cleanVin, () => {
  it.each(['1M8GDM9AXKP042788', '1hgcm82633a004352', '11111111111111111', '1HGCM-82633 A004352'])(
    'accepts %p',
    (said) => {
      expect(cleanVin(said)).toBe(said.toUpperCase().replace(/[\s-]/g, ''));
    },
  );

  it('refuses two swapped characters', () => {
    expect(cleanVin('1HGCM82633A004325')).toMatchObject({
      refusal: { field: 'vin', reason: 'check digit does not add up' },
    });
  });

  it('does not ask European makers for a check digit', () => {
    expect(cleanVin('WVWZZZ1JZXW000001')).toBe('WVWZZZ1JZXW000001');
  });

  it.each(['1HGCM82633A00435', '1HGCM82633A0O4352', 'VIN PENDING'])('refuses %p', (said) => {
    expect(cleanVin(said)).toBeInstanceOf(Refused);
  });
});

describe(vinModelYear, () => {
  it.each([
    ['1HGCM82633A004352', 2003],
    ['1M8GDM9AXKP042788', 1989],
    ['5YJSA1E26HF000337', 2017],
    ['WVWZZZ1JZXW000001', undefined],
  ])('reads %s as %p', (vin, year) => {
    expect(vinModelYear(vin)).toBe(year);
  });
});
