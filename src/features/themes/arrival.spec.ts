import { hoursAfterArrival, leadHistory, market } from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const arrivedAt = (iso: string) => leadHistory({ lead: { arrivedAt: new Date(iso) } });
const vectorOf = (iso: string) =>
  buildFeatureVector(arrivedAt(iso), market(), new Date('2025-04-01T00:00:00Z'));

describe('arrival features', () => {
  it('tell how old the lead is, and never less than nothing', () => {
    expect(buildFeatureVector(leadHistory(), market(), hoursAfterArrival(36))).toMatchObject({
      ageHours: 36,
    });
    expect(buildFeatureVector(leadHistory(), market(), hoursAfterArrival(-1))).toMatchObject({
      ageHours: 0,
    });
  });

  it('tell the hour and weekday at the rooftop', () => {
    expect(vectorOf('2025-03-17T04:30:00Z')).toMatchObject({
      arrivalHour: 23,
      arrivalWeekday: 'Sunday',
    });
  });

  it.each([
    ['2025-03-14T13:59:00Z', 'Friday, 8:59', 'yes'],
    ['2025-03-14T14:00:00Z', 'Friday, 9:00', 'no'],
    ['2025-03-15T00:59:00Z', 'Friday, 19:59', 'no'],
    ['2025-03-15T01:00:00Z', 'Friday, 20:00', 'yes'],
    ['2025-03-16T17:00:00Z', 'Sunday noon', 'yes'],
  ])('know after hours: %s is %s', (iso, _, answer) => {
    expect(vectorOf(iso)['afterHours']).toBe(answer);
  });

  it('keep source and channel, and null where nobody told', () => {
    const told = leadHistory({ lead: { source: ' Marketplace ', channel: null } });

    expect(buildFeatureVector(told, market(), hoursAfterArrival(0))).toMatchObject({
      source: 'Marketplace',
      channel: null,
    });
  });
});
