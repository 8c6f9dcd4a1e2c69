import type { FollowedLeads } from '#model/fitting';

import type { AskedLeads } from './followed-leads.js';
import { hazardsAsOf, LEAST_SALES, scoresNightByNight } from './nightly-hazards.js';
import { seededRandom } from './seeded-random.js';

const FIRST_DAY = 20_000;
const DAYS = 160;
const HORIZON_DAYS = 30;
const LOG_ODDS = -1;

/** Ten leads a day that all look alike; sold or lost after five days, from half way on three times as rarely. */
function followed(): FollowedLeads {
  const random = seededRandom(3);
  const count = DAYS * 10;
  const arrived = Float64Array.from({ length: count }, (_, at) => FIRST_DAY + at / 10);
  return {
    logOdds: new Float64Array(count).fill(LOG_ODDS),
    cutoffDays: arrived,
    endDays: arrived.map((day) => day + 5),
    causes: Uint8Array.from(arrived, (day) => (random() < rateOn(day) ? 0 : 1)),
    ageDays: new Float64Array(count),
    silenceDays: new Float64Array(count),
    weight: 1,
  };
}

const rateOn = (day: number): number => (day < FIRST_DAY + DAYS / 2 ? 0.3 : 0.1);

const asked = (...days: number[]): AskedLeads => ({
  logOdds: Float64Array.from(days, () => LOG_ODDS),
  cutoffDays: Float64Array.from(days, (day) => FIRST_DAY + day),
  ageDays: new Float64Array(days.length),
  silenceDays: new Float64Array(days.length),
});

describe(scoresNightByNight.name, () => {
  it('says of each lead what was to be known the night before: the fall is not foretold, but followed', () => {
    const [before, after] = scoresNightByNight(
      followed(),
      asked(DAYS / 2 - 1, DAYS - 1),
      HORIZON_DAYS,
    );

    expect(before).toBeGreaterThan(0.25);
    expect(after).toBeLessThan(0.17);
  });

  it('keeps to the estimator while too few sales are known', () => {
    const [first] = scoresNightByNight(followed(), asked(1), HORIZON_DAYS);

    expect(first).toBeCloseTo(1 / (1 + Math.exp(-LOG_ODDS)), 12);
  });

  it('answers nothing when nothing is asked', () => {
    expect(scoresNightByNight(followed(), asked(), HORIZON_DAYS)).toHaveLength(0);
  });
});

describe(hazardsAsOf.name, () => {
  it('counts the sales of leads, not of their cutoffs', () => {
    const leads = followed();
    const fourCutoffsEach = { ...leads, weight: 0.25 };
    const sold = (by: number): number =>
      leads.causes.filter((cause, at) => cause === 0 && leads.endDays[at]! <= by).length;
    let at = FIRST_DAY;
    while (sold(at) < LEAST_SALES) at++;

    expect(hazardsAsOf(leads, HORIZON_DAYS, at)).not.toBeNull();
    expect(hazardsAsOf(fourCutoffsEach, HORIZON_DAYS, at)).toBeNull();
  });
});
