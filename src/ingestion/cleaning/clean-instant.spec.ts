import { Refused } from './cleaned.js';
import { cleanAnyInstant, cleanInstant, cleanSourceVersion } from './clean-instant.js';

const place = { timeZone: 'America/Chicago', country: 'US', now: new Date('2026-06-01T12:00:00Z') };

describe(cleanInstant, () => {
  it.each([
    ['2026-03-05T14:30:00Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05T14:30:00.123456-05:00', '2026-03-05T19:30:00.123Z'],
    ['2026-03-05T9:05:00-5:00', '2026-03-05T14:05:00.000Z'],
    ['2026-03-05 14:30:00 -0500', '2026-03-05T19:30:00.000Z'],
    ['2026-03-05 14:30', '2026-03-05T20:30:00.000Z'],
    ['2026-07-05'.replace('07', '05'), '2026-05-05T05:00:00.000Z'],
    ['3/5/2026 2:30 PM', '2026-03-05T20:30:00.000Z'],
    ['03/05/26 12:15 am', '2026-03-05T06:15:00.000Z'],
    ['25/12/2025', '2025-12-25T06:00:00.000Z'],
    ['Thu, 05 Mar 2026 14:30:00 +0100', '2026-03-05T13:30:00.000Z'],
    ['Mar 5, 2026 2:30 PM', '2026-03-05T20:30:00.000Z'],
    [1772721000, '2026-03-05T14:30:00.000Z'],
    ['1772721000000', '2026-03-05T14:30:00.000Z'],
  ])('reads %p as %s', (said, instant) => {
    expect(cleanInstant(said, 'arrivedAt', place)).toEqual(new Date(instant));
  });

  it('reads day before month where the country does', () => {
    expect(
      cleanInstant('03/05/2026', 'arrivedAt', {
        ...place,
        country: 'DE',
        timeZone: 'Europe/Berlin',
      }),
    ).toEqual(new Date('2026-05-02T22:00:00Z'));
  });

  it.each([
    'yesterday',
    '2026-13-45',
    '99/99/2026',
    '1900-01-01',
    '2026-03-05T25:00:00Z',
    '13/05/2026 14:00 PM',
    '1e99',
    '5',
  ])('refuses %p', (said) => {
    expect(cleanInstant(said, 'arrivedAt', place)).toBeInstanceOf(Refused);
  });

  it('refuses the future beyond a clock that runs a little ahead', () => {
    expect(cleanInstant('2026-06-01T12:05:00Z', 'arrivedAt', place)).toEqual(
      new Date('2026-06-01T12:05:00Z'),
    );
    expect(cleanInstant('2026-06-01T12:30:00Z', 'arrivedAt', place)).toMatchObject({
      refusal: { field: 'arrivedAt', reason: 'lies in the future' },
    });
    expect(cleanAnyInstant('2026-06-09T12:30:00Z', 'dueAt', place)).toBeInstanceOf(Date);
  });

  it.each([undefined, '', '0000-00-00 00:00:00', '0'])('reads %p as nothing', (said) => {
    expect(cleanInstant(said, 'arrivedAt', place)).toBeUndefined();
  });
});

describe(cleanSourceVersion, () => {
  it.each([
    ['2026-03-05T14:30:00Z', 1772721000000],
    [17, 17],
    [undefined, 0],
    ['garbage', 0],
    ['2099-01-01T00:00:00Z', 0],
  ])('reads %p as version %p', (said, version) => {
    expect(cleanSourceVersion(said, place)).toBe(version);
  });
});
