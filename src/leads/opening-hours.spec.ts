import { afterOpenMinutes, openMinutesBefore } from './opening-hours.js';

const store = {
  timeZone: 'America/Chicago',
  openingHours: { fri: '09:00-20:00', sat: '10:00-18:00', mon: '09:00-20:00' },
};
/** Chicago's clock in the first week of March 2026, six hours behind UTC. */
const at = (day: number, clock: string): Date => new Date(`2026-03-0${day}T${clock}:00-06:00`);

describe('Opening hours', () => {
  it('count as they pass while the store is open', () => {
    expect(afterOpenMinutes(at(6, '12:00'), 15, store)).toEqual(at(6, '12:15'));
  });

  it('stop at closing and go on at the next opening, over a closed day too', () => {
    expect(afterOpenMinutes(at(6, '19:50'), 15, store)).toEqual(at(7, '10:05'));
    expect(afterOpenMinutes(at(7, '18:30'), 15, store)).toEqual(
      new Date('2026-03-09T09:15:00-05:00'),
    );
  });

  it('start at opening for who comes in the night', () => {
    expect(afterOpenMinutes(at(6, '02:00'), 15, store)).toEqual(at(6, '09:15'));
  });

  it.each([
    [at(6, '12:00'), at(6, '11:45')],
    [at(7, '10:05'), at(6, '19:50')],
    [at(6, '09:10'), at(2, '19:55')],
  ])('are counted back the same way: 15 before %s', (until, since) => {
    const monday = { ...store, openingHours: { ...store.openingHours } };
    expect(openMinutesBefore(until, 15, monday)).toEqual(since);
  });

  it('are round the clock where none are given', () => {
    expect(afterOpenMinutes(at(6, '23:55'), 15, { timeZone: 'UTC' })).toEqual(at(7, '00:10'));
    expect(openMinutesBefore(at(7, '00:10'), 15, { timeZone: 'UTC' })).toEqual(at(6, '23:55'));
  });

  it('agree in both directions, so that a list and its count say the same', () => {
    for (let minute = 0; minute < 7 * 1440; minute += 37) {
      const arrived = new Date(at(2, '00:00').getTime() + minute * 60_000);
      const due = afterOpenMinutes(arrived, 15, store);
      expect(openMinutesBefore(new Date(due.getTime() - 1), 15, store).getTime()).toBeLessThan(
        arrived.getTime(),
      );
      expect(
        openMinutesBefore(new Date(due.getTime() + 60_000), 15, store).getTime(),
      ).toBeGreaterThanOrEqual(arrived.getTime());
    }
  });
});
