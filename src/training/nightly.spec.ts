import { nightDue } from './nightly.js';

const AT = '02:15';

const due = (utc: string) => nightDue(new Date(utc), AT, 'America/Chicago');

describe(nightDue.name, () => {
  it("is due from its time on the group's own clock, for a few hours", () => {
    expect(due('2026-06-01T07:14:59Z')).toBeUndefined();
    expect(due('2026-06-01T07:15:00Z')).toBe('2026-06-01');
    expect(due('2026-06-01T10:14:00Z')).toBe('2026-06-01');
    expect(due('2026-06-01T10:15:00Z')).toBeUndefined();
  });

  it('names the local date, which need not be the date in Greenwich', () => {
    expect(nightDue(new Date('2026-05-31T17:20:00Z'), AT, 'Asia/Tokyo')).toBe('2026-06-01');
  });

  it('is due in the night whose clock change skips its time', () => {
    // New York, 8 March 2026: 01:59 is followed by 03:00.
    expect(nightDue(new Date('2026-03-08T07:30:00Z'), AT, 'America/New_York')).toBe('2026-03-08');
  });
});
