import { decodeVin } from './decode-vin.js';

describe(decodeVin, () => {
  it.each([
    ['2T3P1RFV1MC123456', { year: 2021, make: 'Toyota', model: 'RAV4', body: 'suv' }],
    ['1HGCM82633A004352', { year: 2003, make: 'Honda', model: 'Accord', body: 'coupe' }],
    ['KM8K2CAB4PU001140', { year: 2023, make: 'Hyundai', model: 'Kona', body: 'suv' }],
    ['5YJSA1E27HF000337', { year: 2017, make: 'Tesla', model: 'Model S' }],
  ])('reads %s', (vin, told) => {
    expect(decodeVin(vin)).toMatchObject(told);
  });

  it('leaves open what a maker elsewhere put there', () => {
    expect(decodeVin('WVWZZZ1JZXW000001')).toEqual({ maker: expect.any(String) });
  });

  it('says nothing of a maker nobody knows', () => {
    expect(decodeVin('99999999999999999')).toEqual({});
  });

  it('reads no model where the check digit does not hold', () => {
    expect(decodeVin('2T3P1RFV2MC123456')).not.toHaveProperty('model');
  });
});
