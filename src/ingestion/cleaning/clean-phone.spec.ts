import { Refused } from './cleaned.js';
import { cleanPhone, cleanPhones } from './clean-phone.js';

const refusal = (cleaned: unknown): string | undefined =>
  cleaned instanceof Refused ? cleaned.refusal.reason : undefined;

describe(cleanPhone, () => {
  it.each([
    ['(212) 555-0142', 'US', '+12125550142', 'unknown'],
    ['212.555.0142 ext. 7', 'US', '+12125550142', 'unknown'],
    ['1-212-555-0142', 'US', '+12125550142', 'unknown'],
    [2125550142, 'US', '+12125550142', 'unknown'],
    ['+49 151 23456789', 'US', '+4915123456789', 'mobile'],
    ['030 901820', 'DE', '+4930901820', 'landline'],
  ])('reads %p in %s as %s', (said, country, phone, phoneKind) => {
    expect(cleanPhone(said, country)).toEqual({ phone, phoneKind });
  });

  it.each(['555-0142', '123', '+1 000 000 0000', '12345678901234567890'])(
    'refuses %p, which nobody can dial',
    (said) => {
      expect(refusal(cleanPhone(said, 'US'))).toBe('not a dialable number');
    },
  );

  it.each(['2125551212', '212-867-5309', '222-222-2222'])('refuses the placeholder %p', (said) => {
    expect(refusal(cleanPhone(said, 'US'))).toMatch(/placeholder|not a dialable/);
  });

  it('says when an e-mail address stands in its place, without repeating it', () => {
    const cleaned = cleanPhone('pat@example.com', 'US');

    expect(refusal(cleaned)).toContain('e-mail');
    expect(JSON.stringify(cleaned)).not.toContain('pat@');
  });

  it.each([undefined, '', 'none', 'call me'])('reads %p as nothing said', (said) => {
    expect(cleanPhone(said, 'US')).toBeUndefined();
  });

  it('copes with a country nobody knows', () => {
    expect(refusal(cleanPhone('2125550142', 'ZZ'))).toBe('not a dialable number');
  });
});

describe(cleanPhones, () => {
  it('takes the first that can be dialled', () => {
    expect(cleanPhones(['n/a', '123', '212-555-0143', '212-555-0144'], 'US')).toMatchObject({
      phone: '+12125550143',
    });
  });

  it('tells why none could', () => {
    expect(refusal(cleanPhones(['123', ''], 'US'))).toBe('not a dialable number');
  });
});
