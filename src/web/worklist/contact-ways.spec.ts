import { contactChances, type Reachable } from './contact-ways.js';
import { zonesOfPostalCode } from './postal-zones.js';

const buyer: Reachable = {
  phone: '+13035550142',
  email: 'buyer@example.com',
  postalCode: '80202',
  refused: [],
  consents: [],
  preferred: 'text',
  arrivedAt: new Date('2026-05-04T02:00:00Z'),
  heardAt: null,
  textedAt: null,
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

    expect(chances).toMatchObject([
      { way: 'call', allowed: false, because: 'quiet_hours', until: at('14:00') },
      { way: 'text', allowed: false, because: 'quiet_hours', until: at('14:00') },
      { way: 'mail', allowed: true, because: null, until: null },
    ]);
  });

  it('are closed where the customer said no, at any hour', () => {
    const [call, text] = contactChances({ ...buyer, refused: ['text'] }, 'UTC', at('18:00'));

    expect(call?.allowed).toBe(true);
    expect(text).toMatchObject({ way: 'text', allowed: false, because: 'refused', agreed: null });
  });

  it('rest on something on record: their words, their wish, a text of theirs, or that they asked', () => {
    const noon = at('18:00');
    const silent = { ...buyer, preferred: 'phone' };
    const ways = (changes: Partial<Reachable>): string[] =>
      contactChances({ ...silent, ...changes }, 'UTC', noon).map(
        ({ way, because, agreed }) => `${way} ${because ?? agreed?.how}`,
      );

    expect(ways({})).toEqual(['call inquiry', 'text no_consent', 'mail inquiry']);
    expect(ways({ textedAt: at('17:00') })[1]).toBe('text texted');
    expect(ways({ preferred: 'text' })[1]).toBe('text preference');
    const consents = [{ way: 'text', at: at('17:30'), words: 'Text me any time' }];
    expect(contactChances({ ...silent, consents } as Reachable, 'UTC', noon)[1]).toMatchObject({
      allowed: true,
      agreed: { how: 'words', at: at('17:30'), words: 'Text me any time' },
    });
  });

  it('let somebody who asked be called for three months after they were last heard of', () => {
    const old = { ...buyer, arrivedAt: new Date('2026-01-04T02:00:00Z') };
    const [call, , mail] = contactChances(old, 'UTC', at('18:00'));

    expect([call?.because, mail?.allowed]).toEqual(['no_consent', true]);
    const heard = { ...old, heardAt: new Date('2026-04-01T02:00:00Z') };
    expect(contactChances(heard, 'UTC', at('18:00'))[0]?.allowed).toBe(true);
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
