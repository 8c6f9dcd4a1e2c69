import { featureSchema, type FeatureVector } from '#features';
import type { ScoringModel } from '#model';
import {
  activity,
  hoursAfterArrival,
  leadHistory,
  market,
} from '../../test/factories/lead-history.js';
import { possibleActions } from './possible-actions.js';

/** A model for which an answer, a call and an appointment help, a message to no one harms. */
const model = {
  columns: featureSchema(),
  score: (vector: FeatureVector) => ({
    contributions: {
      logOdds:
        -1 +
        (vector['answered'] === 'yes' ? 0.3 : 0) +
        0.4 * Number(vector['callsFromPeople']) -
        0.9 * Number(vector['appointments']),
    },
  }),
} as unknown as ScoringModel;
const callable = { emailKind: null, phoneKind: 'mobile', preferredContact: null, distanceKm: null };
const actionsAfter = (hours: number, overrides: Parameters<typeof leadHistory>[0] = {}) =>
  possibleActions({ model }, leadHistory(overrides), market(), hoursAfterArrival(hours));

describe(possibleActions.name, () => {
  it('tries each deed through the feature builder and tells the best first', () => {
    expect(actionsAfter(3, { customer: callable })).toEqual([
      { action: 'call', sentence: 'Called now: 27 → 43 %', fromPercent: 27, toPercent: 43, basis: 'association' },
      { action: 'answer', sentence: 'Answered now: 27 → 33 %', fromPercent: 27, toPercent: 33, basis: 'association' },
    ]);
  }); // oxfmt-ignore

  it('says how soon an answer would be while the lead is fresh', () => {
    expect(actionsAfter(1 / 12)[0]?.sentence).toBe('Answered within 10 minutes: 27 → 33 %');
  });

  it('offers nothing that is done already, cannot be done, or would not help', () => {
    expect(actionsAfter(3).map(({ action }) => action)).toEqual(['answer']);
    expect(actionsAfter(3, { customer: callable, activities: [activity()] })).toEqual([]);
  });
});
