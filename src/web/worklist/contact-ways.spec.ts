import { contactChances } from './contact-ways.js';
import { zonesOfPostalCode } from './postal-zones.js';

const buyer = {
  phone: '+13035550142',
  email: 'buyer@example.com',
  postalCode: '80202',
  refused: [],
};
const at = (clock: string): Date => new Date(`2026-05-04T${clock}:00Z`);

describe('Ways to reach a customer', () => {
  it('are open at a decent hour where the customer lives, whatever the store’s clock says', () => {
    // 8:30 in Denver is 7:30 in Los Angeles.
    const chances = contactChances(buyer, 'America/Los_Angeles', at('14:30'));

    expect(chances.map(({ allowed }) => allowed)).toEqual([true, true, true]);
  });

  it('leave calls and texts, never mail, for the morning, and say when that is', () => {
    const chances = contactChances(buyer, 'America/Denver', at('04:10'));

    expect(chances).toEqual([
      { way: 'call', allowed: false, because: 'quiet_hours', until: at('14:00') },
      { way: 'text', allowed: false, because: 'quiet_hours', until: at('14:00') },
      { way: 'mail', allowed: true, because: null, until: null },
    ]);
  });

  it('are closed where the customer said no, at any hour', () => {
    const [call, text] = contactChances({ ...buyer, refused: ['text'] }, 'UTC', at('18:00'));

    expect(call?.allowed).toBe(true);
    expect(text).toEqual({ way: 'text', allowed: false, because: 'refused', until: null });
  });

  it('are only those for which there is an address', () => {
    const ways = contactChances({ ...buyer, phone: null }, 'UTC', at('18:00'));

    expect(ways.map(({ way }) => way)).toEqual(['mail']);
  });

  it('wait for both zones where an area lies in two', () => {
    expect(zonesOfPostalCode('37402')).toEqual(['America/New_York', 'America/Chicago']);
    const [call] = contactChances({ ...buyer, postalCode: '37402' }, 'UTC', at('12:30'));

    // 8:30 in the east of the area, 7:30 in its west.
    expect(call).toMatchObject({ allowed: false, until: at('13:00') });
  });

  it('go by the store’s clock where no ZIP code is known', () => {
    expect(zonesOfPostalCode('SW1A 1AA')).toEqual([]);
    const [call] = contactChances({ ...buyer, postalCode: null }, 'America/New_York', at('12:30'));

    expect(call?.allowed).toBe(true);
  });

  it.each([
    ['10001', 'America/New_York'],
    ['60601', 'America/Chicago'],
    ['80202', 'America/Denver'],
    ['85001', 'America/Phoenix'],
    ['90001', 'America/Los_Angeles'],
    ['98101', 'America/Los_Angeles'],
    ['99501', 'America/Anchorage'],
    ['96813', 'Pacific/Honolulu'],
    ['79901', 'America/Denver'],
    ['46402', 'America/Chicago'],
    ['32401', 'America/New_York'],
  ])('know the zone of %s', (code, zone) => {
    expect(zonesOfPostalCode(code)[0]).toBe(zone);
  });
});
