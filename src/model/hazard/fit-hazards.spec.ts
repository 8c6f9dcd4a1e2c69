import * as fc from 'fast-check';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { CompetingHazards, type HazardsState } from './competing-hazards.js';
import { fitHazards } from './fit-hazards.js';
import { CAUSES, TOLD_DAYS, type FollowedLeads } from './follow-up.js';

const NOW_DAYS = 20_000;
const HISTORY_DAYS = 200;
const HORIZON_DAYS = 60;

/** How a lead ends: a chance of a sale, days until it, and days until it is given up otherwise. */
interface Fate {
  logOdds: number;
  wonChance: number;
  wonAfter: number;
  lostAfter: number;
  stale?: boolean;
}

/** One lead an hour or so, followed from its arrival until now. */
function followed(count: number, fateOf: (at: number, share: number) => Fate): FollowedLeads {
  const leads = Array.from({ length: count }, (_, at) => {
    const arrived = NOW_DAYS - HISTORY_DAYS * (1 - at / count);
    const fate = fateOf(at, at / count);
    const won = spread(at * 3) < fate.wonChance;
    const ended = arrived + (won ? fate.wonAfter : fate.lostAfter);
    const cause = won ? 'won' : fate.stale ? 'stale' : 'lost';
    return {
      arrived,
      fate,
      ended: ended <= NOW_DAYS ? ended : Infinity,
      cause: CAUSES.indexOf(cause),
    };
  });
  return {
    logOdds: Float64Array.from(leads, ({ fate }) => fate.logOdds),
    cutoffDays: Float64Array.from(leads, ({ arrived }) => arrived),
    endDays: Float64Array.from(leads, ({ ended }) => ended),
    causes: Uint8Array.from(leads, ({ cause }) => cause),
    ageDays: new Float64Array(count),
    silenceDays: new Float64Array(count),
    weight: 1,
  };
}

/** 0..1, evenly: the golden ratio's multiples. */
const spread = (at: number): number => (at * 0.618_033_988_749_895) % 1;
const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const delay = (at: number): number => 0.1 + 30 * spread(at * 7) ** 2;
const fresh = (logOdds: number) => ({ logOdds, ageDays: 0, silenceDays: 0 });

/** Half of them cold, half warm, sold in days or weeks; the others given up after 59 days. */
const steady = (at: number): Fate => {
  const logOdds = at % 2 ? -2.5 : -1;
  return { logOdds, wonChance: sigmoid(logOdds), wonAfter: delay(at), lostAfter: 59 };
};

/** A third of the others gone quiet; sold less often than their log-odds say. */
const colder = (at: number): Fate => ({
  ...steady(at),
  wonChance: sigmoid(steady(at).logOdds - 1),
  stale: at % 3 === 0,
  lostAfter: 40,
});

describe(fitHazards.name, () => {
  it('promises as many sales as there are, though the newest leads have not had time to buy', () => {
    const hazards = fitHazards(followed(5000, steady), HORIZON_DAYS, NOW_DAYS);

    for (const logOdds of [-2.5, -1]) {
      const promised = sigmoid(hazards.logOdds(fresh(logOdds)));
      expect(Math.abs(promised / sigmoid(logOdds) - 1)).toBeLessThan(0.08);
    }
  });

  it('sets the level and the slope of log-odds right that promise too much', () => {
    const boasting = followed(5000, (at) => {
      const fate = steady(at);
      return { ...fate, logOdds: 2 * fate.logOdds + 2 };
    });

    const hazards = fitHazards(boasting, HORIZON_DAYS, NOW_DAYS);

    expect(sigmoid(hazards.logOdds(fresh(-3)))).toBeCloseTo(sigmoid(-2.5), 1.5);
    expect(sigmoid(hazards.logOdds(fresh(0)))).toBeCloseTo(sigmoid(-1), 1.5);
  });

  it('follows a rate that falls, where taking all years alike promises too much', () => {
    const falling = followed(8000, (at, share) => ({
      ...steady(at),
      wonChance: sigmoid(steady(at).logOdds - 1.5 * Math.max(0, 2 * share - 1)),
    }));

    const hazards = fitHazards(falling, HORIZON_DAYS, NOW_DAYS);

    const promised = sigmoid(hazards.logOdds(fresh(-1)));
    expect(promised).toBeGreaterThan(0.8 * sigmoid(-2.5));
    expect(promised).toBeLessThan(1.25 * sigmoid(-2.5));
  });

  it('knows nothing that came later than it is asked as of', () => {
    const leads = followed(3000, steady);
    const at = NOW_DAYS - 50;
    const changed = {
      ...leads,
      causes: leads.causes.map((cause, i) => (leads.endDays[i]! > at ? 1 - cause : cause)),
      endDays: leads.endDays.map((end) => (end > at ? end + 3 : end)),
    };

    expect(fitHazards(changed, HORIZON_DAYS, at).toState()).toEqual(
      fitHazards(leads, HORIZON_DAYS, at).toState(),
    );
  });

  it('leaves out intervals that still run, ended in or not', () => {
    const leads = followed(2000, steady);
    const running = NOW_DAYS - 0.2;
    const withNewcomers: FollowedLeads = {
      ...leads,
      logOdds: Float64Array.of(...leads.logOdds, -1),
      cutoffDays: Float64Array.of(...leads.cutoffDays, running),
      endDays: Float64Array.of(...leads.endDays, running + 0.1),
      causes: Uint8Array.of(...leads.causes, 0),
      ageDays: new Float64Array(2001),
      silenceDays: new Float64Array(2001),
    };

    expect(fitHazards(withNewcomers, HORIZON_DAYS, NOW_DAYS).toState()).toEqual(
      fitHazards(leads, HORIZON_DAYS, NOW_DAYS).toState(),
    );
  });

  it('tells leads given up from leads gone quiet', () => {
    const hazards = fitHazards(
      followed(4000, (at) => ({ ...steady(at), stale: at % 3 === 0, lostAfter: 20 })),
      HORIZON_DAYS,
      NOW_DAYS,
    );

    const month = hazards.outcomes(fresh(-1))[0]!;

    expect(month.stale / month.lost).toBeGreaterThan(0.4);
    expect(month.stale / month.lost).toBeLessThan(0.6);
    expect(month.open).toBeLessThan(0.02);
  });

  it('stays sound on a handful of leads, without any sale, and without any lead', () => {
    for (const leads of [
      followed(6, steady),
      followed(300, (at) => ({ ...steady(at), wonChance: 0 })),
      followed(0, steady),
    ]) {
      const hazards = fitHazards(leads, HORIZON_DAYS, NOW_DAYS);
      expect(hazards.rise()).toBe(true);
      expect(Number.isFinite(hazards.logOdds(fresh(-2)))).toBe(true);
    }
  });
});

describe(CompetingHazards.name, () => {
  const hazards = fitHazards(followed(4000, steady), HORIZON_DAYS, NOW_DAYS);
  const anyLead = fc.record({
    logOdds: fc.double({ min: -60, max: 60, noNaN: true }),
    ageDays: fc.double({ min: 0, max: 400, noNaN: true }),
    silenceDays: fc.double({ min: 0, max: 400, noNaN: true }),
  });

  it('gives chances that add up to 1 exactly, at each horizon people are told about', () => {
    fc.assert(
      fc.property(anyLead, (lead) => {
        const outcomes = hazards.outcomes(lead);
        expect(outcomes.map(({ days }) => days)).toEqual([...TOLD_DAYS]);
        for (const { won, lost, stale, open } of outcomes) {
          expect(won + lost + stale + open).toBe(1);
          expect(Math.min(won, lost, stale, open)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('is held to a score that others gave: by its horizon so many are sold, and all still adds up to 1', () => {
    fc.assert(
      fc.property(anyLead, fc.double({ min: -12, max: 8, noNaN: true }), (lead, score) => {
        const young = { ...lead, ageDays: 0 };

        const [month, horizon, quarter] = hazards.outcomes(young, score);

        expect(horizon!.days).toBe(HORIZON_DAYS);
        expect(Math.abs(horizon!.won - sigmoid(score))).toBeLessThan(1e-8);
        for (const { won, lost, stale, open } of [month!, horizon!, quarter!]) {
          expect(won + lost + stale + open).toBe(1);
          expect(Math.min(won, lost, stale, open)).toBeGreaterThanOrEqual(0);
        }
      }),
      // rounding alone carried the sum of the endings past 1
      {
        examples: [
          [{ logOdds: 12.684686747264447, ageDays: 0, silenceDays: 0 }, 7.404318258049517],
        ],
      },
    );
  });

  it('is held at the end of the horizon counted from arrival, however old the lead is', () => {
    const old = { logOdds: -1, ageDays: 30, silenceDays: 2 };

    const [month] = hazards.outcomes(old, -0.3);

    expect(month!.won).toBeCloseTo(sigmoid(-0.3), 8);
  });

  it('says nothing else where it is held to its own score, and spares more leads the better they are', () => {
    fc.assert(
      fc.property(anyLead, (lead) => {
        const own = hazards.logOdds(lead);
        if (Math.abs(own) > 12) return;
        expect(hazards.outcomes(lead, own)).toEqual(hazards.outcomes(lead));
        expect(hazards.spared(lead, 1, own + 1)).toBeGreaterThanOrEqual(hazards.spared(lead, 1));
      }),
    );
  });

  it('held to the right score, tells what truly becomes of leads though its own level is wrong', () => {
    const wrong = fitHazards(followed(6000, colder), HORIZON_DAYS, NOW_DAYS);

    const [, byHorizon] = wrong.outcomes(fresh(-1), -1);

    const lost = 1 - sigmoid(-1);
    expect(byHorizon!.won).toBeCloseTo(sigmoid(-1), 8);
    expect(Math.abs(byHorizon!.stale / lost - 1 / 3)).toBeLessThan(0.05);
    expect(Math.abs(byHorizon!.lost / lost - 2 / 3)).toBeLessThan(0.05);
  });

  it('never takes a chance back as time goes by, but for what holds the sum to 1', () => {
    // The four are made to add up to exactly 1, which may cost one of them its last bits.
    const hair = 4 * Number.EPSILON;
    fc.assert(
      fc.property(anyLead, (lead) => {
        const [one, two, three] = hazards.outcomes(lead);
        for (const cause of CAUSES) {
          expect(two![cause]).toBeGreaterThanOrEqual(one![cause] - hair);
          expect(three![cause]).toBeGreaterThanOrEqual(two![cause] - hair);
        }
      }),
      { examples: [[{ logOdds: 5.596578613777314, ageDays: 0, silenceDays: 0 }]] },
    );
  });

  it('gives finite log-odds, higher ones for a higher estimate', () => {
    fc.assert(
      fc.property(anyLead, fc.double({ min: 0.5, max: 5, noNaN: true }), (lead, more) => {
        const own = hazards.logOdds(lead);
        expect(Number.isFinite(own)).toBe(true);
        const better = hazards.logOdds({ ...lead, logOdds: lead.logOdds + more });
        expect(better).toBeGreaterThanOrEqual(own);
        expect(better > own || Math.abs(lead.logOdds) > 8).toBe(true);
      }),
    );
  });

  it('gives the same answers after being saved and restored, and refuses a damaged state', () => {
    const state = JSON.parse(JSON.stringify(hazards.toState())) as HazardsState;

    expect(new CompetingHazards(state).outcomes(fresh(-1))).toEqual(hazards.outcomes(fresh(-1)));
    for (const damaged of [
      null,
      {},
      { ...state, ends: [1] },
      { ...state, causes: {} },
      { ...state, causes: { ...state.causes, won: { intercepts: [], slopes: [] } } },
    ]) {
      expect(() => new CompetingHazards(damaged as HazardsState)).toThrow(
        InvalidEstimatorStateError,
      );
    }
  });
});
