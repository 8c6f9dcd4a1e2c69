import { hoursAfterArrival, leadHistory, market } from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';
import type { LeadHistory } from '#leads';

type Other = LeadHistory['otherLeads'][number];

const other = (
  hours: number,
  outcome: Other['outcome'] = 'OPEN',
  outcomeHours?: number,
): Other => ({
  id: `lead-at-${hours}`,
  arrivedAt: hoursAfterArrival(hours),
  outcome,
  outcomeAt: outcomeHours === undefined ? null : hoursAfterArrival(outcomeHours),
});
const vectorOf = (...otherLeads: Other[]) =>
  buildFeatureVector(leadHistory({ otherLeads }), market(), hoursAfterArrival(48));

describe('customer history features', () => {
  it('know a returning prospect', () => {
    expect(vectorOf(other(-2_400), other(-240, 'LOST', -24), other(24))).toMatchObject({
      earlierLeads: 2,
      daysSinceEarlierLead: 10,
      boughtBefore: 'no',
      leadsSince: 1,
    });
  });

  it('know a purchase only once it happened', () => {
    expect(vectorOf(other(-240, 'WON', 47))).toMatchObject({ boughtBefore: 'yes' });
    expect(vectorOf(other(-240, 'WON', 49))).toMatchObject({ boughtBefore: 'no' });
  });

  it('do not count duplicates and service tickets known as such', () => {
    expect(vectorOf(other(-240, 'EXCLUDED', -239))).toMatchObject({
      earlierLeads: 0,
      daysSinceEarlierLead: null,
    });
  });

  it('know a new prospect', () => {
    expect(vectorOf()).toMatchObject({
      earlierLeads: 0,
      daysSinceEarlierLead: null,
      leadsSince: 0,
    });
  });
});
