import type { FeatureVector } from '#features';
import type { LeadHistory } from '#leads';
import type { ScoringModel } from '#model';
import {
  ARRIVED_AT,
  activity,
  hoursAfterArrival,
  leadHistory,
  market,
} from '../../test/factories/lead-history.js';
import { buildFeatureVector } from '#features';
import { waitingCost } from './waiting.js';

const NOW = hoursAfterArrival(0.5);
const COLUMNS = ['waitingMinutes', 'arrivalsLast24Hours', 'appointments'].map((name) => ({
  name,
  kind: 'numeric' as const,
  label: name,
  because: 'invented',
}));

/** Each hour of waiting costs a tenth of log-odds; it remembers what it was shown. */
function model(lasting?: number): { model: ScoringModel; seen: FeatureVector[] } {
  const seen: FeatureVector[] = [];
  const fake = {
    columns: COLUMNS,
    score: (vector: FeatureVector) => {
      seen.push(vector);
      return { contributions: { logOdds: -Number(vector['waitingMinutes']) / 600 } };
    },
    lasting: () => lasting,
  };
  return { model: fake as unknown as ScoringModel, seen };
}

const scoresOf = (cost: ReturnType<typeof waitingCost>): number[] =>
  'waits' in cost ? [cost.score, ...cost.waits.map(({ score }) => score)] : [];
const answeredBy = (author: 'human' | 'automatic'): LeadHistory =>
  leadHistory({ activities: [activity({ author, occurredAt: hoursAfterArrival(0.2) })] });
const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

describe(waitingCost.name, () => {
  it('scores the same lead 1, 4 and 24 hours later with nothing new in it', () => {
    const cost = waitingCost(model(), leadHistory(), market(), NOW);

    const expected = [0.5, 1.5, 4.5, 24.5].map((hours) => sigmoid(-hours / 10));
    scoresOf(cost).forEach((score, at) => expect(score).toBeCloseTo(expected[at]!, 9));
    expect(cost).toMatchObject({ waits: [{ hours: 1 }, { hours: 4 }, { hours: 24 }] });
  });

  it('begins at the score people see, though the model says something else of the lead by now', () => {
    const told = scoresOf(waitingCost({ ...model(), standing: 0.3 }, leadHistory(), market(), NOW));

    expect(told[0]).toBeCloseTo(0.3, 9);
    expect(told[1]).toBeLessThan(0.3);
  });

  it('counts in that some are lost or gone quiet meanwhile', () => {
    const sure = scoresOf(waitingCost(model(), leadHistory(), market(), NOW));
    const unsure = scoresOf(waitingCost(model(0.9), leadHistory(), market(), NOW));

    expect(unsure[0]).toBe(sure[0]);
    expect(unsure[1]! / sure[1]!).toBeCloseTo(0.9, 9);
  });

  it('lets the desk stay as busy as it is, and no appointment come true by waiting', () => {
    const { model: asked, seen } = model();
    const arrivals = [-2, -1, 0].map(hoursAfterArrival);
    const planned = leadHistory({
      activities: [
        activity({ kind: 'appointment', direction: 'internal', occurredAt: hoursAfterArrival(3) }),
      ],
    });

    waitingCost({ model: asked }, planned, market({ arrivals }), NOW);

    expect(seen).toHaveLength(4);
    for (const vector of seen)
      expect(vector).toMatchObject({ arrivalsLast24Hours: 2, appointments: 0 });
  });

  it('does not arise where a person has answered; a machine is no person', () => {
    expect(waitingCost(model(), answeredBy('human'), market(), NOW)).toEqual({
      because: 'answered',
    });
    expect(waitingCost(model(), answeredBy('automatic'), market(), NOW)).toHaveProperty('waits');
  });

  it('sees the surroundings as they are now and the lead as it would be', () => {
    const later = hoursAfterArrival(24);

    const vector = buildFeatureVector(leadHistory(), market(), later, COLUMNS, ARRIVED_AT);

    expect(vector['waitingMinutes']).toBe(24 * 60);
  });
});
