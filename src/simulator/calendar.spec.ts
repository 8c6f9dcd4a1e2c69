import { HOUR, LocalCalendar } from './calendar.js';

describe(LocalCalendar.name, () => {
  const chicago = new LocalCalendar('America/Chicago');

  it('reads the wall clock of the rooftop in winter and in summer', () => {
    expect(chicago.hour(Date.parse('2026-01-15T18:30:00Z'))).toBe(12.5);
    expect(chicago.hour(Date.parse('2026-07-15T18:30:00Z'))).toBe(13.5);
    expect(chicago.weekday(Date.parse('2026-07-20T03:00:00Z'))).toBe(0);
  });

  it('lets a message of the night wait until the desk opens', () => {
    const saturdayNight = Date.parse('2026-07-19T03:00:00Z');

    const opened = chicago.nextOpen(saturdayNight);

    expect(new Date(opened).toISOString()).toBe('2026-07-19T16:00:00.000Z');
    expect(chicago.nextOpen(opened)).toBe(opened);
  });

  it('spreads a day over its busy hours', () => {
    const noon = Date.parse('2026-07-15T18:00:00Z');
    const hours = Array.from({ length: 200 }, (_, i) =>
      chicago.hour(chicago.momentOf(noon, i / 200)),
    );

    const evening = hours.filter((hour) => hour >= 17 && hour < 22).length;
    const night = hours.filter((hour) => hour < 5).length;

    expect(evening).toBeGreaterThan(5 * night);
    expect(Math.abs(chicago.momentOf(noon, 0.5) - noon)).toBeLessThan(24 * HOUR);
  });
});
