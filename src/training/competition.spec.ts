import type { ScoringModel } from '#model';
import type { LeadOutcome } from '#leads';
import { compete, type Competition, type Decision } from './competition.js';
import type { Dataset } from './dataset.js';
import type { Defender } from './defender.js';
import { ExampleRows } from './example-rows.js';
import { FittedRecipes } from './fitted-recipes.js';
import { Fitting, type FittingSession, type Recipe } from './fitting.js';
import { partsOf } from './parts.js';
import { seededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-01T03:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);
const logisticOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** 3000 leads of two years, one a quarter of a day; whoever has a high x buys, and all is known a week later. */
function dataset(): Dataset {
  const random = seededRandom(5);
  const rows = new ExampleRows();
  const leads = Array.from({ length: 3000 }, (_, index): LeadOutcome => {
    const arrivedAt = daysAgo(730 - index * 0.243);
    const outcomeAt = new Date(arrivedAt.getTime() + 7 * DAY_MS);
    const x = 4 * random() - 2;
    const won = random() < logisticOf(1.5 * x - 1.5);
    const known = outcomeAt <= NOW;
    const leadId = `lead-${index}`;
    rows.add(leadId, { x }, arrivedAt);
    return {
      leadId,
      dealershipId: 'dealership-1',
      arrivedAt,
      outcome: known ? (won ? 'WON' : 'LOST') : 'OPEN',
      outcomeAt: known ? outcomeAt : null,
      recordedAt: known ? outcomeAt : null,
    };
  });
  const columns = [{ name: 'x', kind: 'numeric' }] as Dataset['columns'];
  return { columns, rows, leads, horizonDays: 30 } as Dataset;
}

interface Slopes {
  slope: number;
  /** Added once everything was learned again. */
  spoilt?: number;
  bias?: number;
}

/** Learners that know their answer beforehand, and remember what was asked of them. */
class KnowingFitting extends Fitting {
  readonly opened: string[] = [];
  /** Threads there are now, and were at the same time. */
  threads = 0;
  mostThreads = 0;
  readonly foretold: string[] = [];

  async open({ family, hyperparameters }: Recipe): Promise<FittingSession> {
    this.opened.push(family);
    this.threads += 1;
    this.mostThreads = Math.max(this.mostThreads, this.threads);
    const { slope, spoilt = 0, bias = 0 } = hyperparameters as unknown as Slopes;
    let added = bias;
    return {
      fit: async () => undefined,
      refit: async () => {
        added = bias + spoilt;
      },
      logOdds: async (table) => table.numeric.get('x')!.map((x) => slope * x - 1.5 + added),
      state: async () => ({}),
      hazards: async () => null,
      foretell: async (_followed, { logOdds }) => {
        this.foretold.push(family);
        return logOdds.map(logisticOf);
      },
      close: async () => {
        this.threads -= 1;
      },
    };
  }
}

const recipe = (family: string, slopes: Slopes): Recipe => ({
  family,
  hyperparameters: { ...slopes },
  seed: 1,
});
const SHARP = recipe('sharp', { slope: 1.5 });
const BLUNT = recipe('blunt', { slope: 0.5 });

const data = dataset();
const parts = partsOf(data, NOW);
const wonOf = new Map(data.leads.map(({ leadId, outcome }) => [leadId, outcome === 'WON']));

/** It scores as a line does; what was answered before it learned it knows by heart. */
function champion(own: Recipe, learnedDaysAgo: number, changes: Partial<Defender> = {}): Defender {
  const { slope } = own.hyperparameters as unknown as Slopes;
  const model = {
    columns: data.columns,
    scoreAll: () =>
      Float64Array.from(parts.holdout.groups, (leadId, row) => {
        const lead = data.leads[Number(leadId.slice(5))]!;
        if (lead.recordedAt && lead.recordedAt <= daysAgo(learnedDaysAgo))
          return wonOf.get(leadId) ? 0.999 : 0.001;
        return logisticOf(slope * parts.holdout.table.numeric.get('x')![row]! - 1.5);
      }),
  } as unknown as ScoringModel;
  const learnedAt = daysAgo(learnedDaysAgo);
  return {
    number: 4,
    model,
    recipe: own,
    learnedAt,
    servingSince: learnedAt,
    outcomes: 2500,
    ...changes,
  };
}

const decided = async (
  challenger: Recipe,
  defender: Defender | null,
  fitting = new KnowingFitting(),
): Promise<Decision> => {
  const fitted = new FittedRecipes(fitting, parts, () => undefined);
  const competition: Competition = { dataset: data, parts, fitted, recipe: challenger, defender };
  return compete(competition);
};

describe(FittedRecipes.name, () => {
  it('holds against the holdout only what is to be judged, once, and as it was before it learned again', async () => {
    const fitting = new KnowingFitting();
    const fitted = new FittedRecipes(fitting, parts, () => undefined);
    const spoilt = recipe('spoilt', { slope: 1.5, spoilt: 1.5 });

    await fitted.of(BLUNT);
    const { again, bareScores } = await fitted.of(spoilt);
    expect(fitting.foretold).toEqual([]);

    await again((session) => session.refit(parts.train, () => undefined));
    const { holdoutScores } = await fitted.judged(spoilt);
    await fitted.judged(spoilt);

    expect(holdoutScores).toEqual(bareScores);
    expect(fitting.foretold).toEqual(['spoilt']);
  });

  it('fits each recipe once, and ends each thread with its work, even where that fails', async () => {
    const fitting = new KnowingFitting();
    const fitted = new FittedRecipes(fitting, parts, () => undefined);

    await fitted.of(BLUNT);
    await fitted.of(BLUNT);
    expect(fitting.opened).toEqual(['blunt']);

    const { again } = await fitted.of(SHARP);
    await fitted.judged(SHARP);
    await expect(again(() => Promise.reject(new Error('out of memory')))).rejects.toThrow('memory');

    expect(fitting.opened).toEqual(['blunt', 'sharp', 'sharp', 'sharp']);
    expect(fitting).toMatchObject({ threads: 0, mostThreads: 1 });
  });
});

describe(compete.name, () => {
  it('lets a first champion in when it beats the base rate', async () => {
    const { words, winner } = await decided(SHARP, null);

    expect(words).toMatch(/^promoted over the base rate: /);
    expect(winner?.recipe).toBe(SHARP);
  });

  describe('with the recipe that serves already', () => {
    it('waits for enough newer outcomes, says how many are missing and fits nothing', async () => {
      const fitting = new KnowingFitting();

      const { words, winner } = await decided(SHARP, champion(SHARP, 3), fitting);

      expect(winner).toBeUndefined();
      expect(words).toMatch(
        /^kept champion 4: its recipe stands; 13 outcomes are newer, 12 more are needed/,
      );
      expect(fitting.opened).toEqual([]);
    });

    it('learns again once they are there, though the champion knows the newest answers by heart', async () => {
      const { words, winner } = await decided(SHARP, champion(SHARP, 10));

      expect(winner?.recipe).toBe(SHARP);
      expect(words).toMatch(
        /^promoted over champion 4: the same recipe, learned again with 41 newer outcomes; .* promises \d\.\d\d sales for each one seen .*; too few leads were answered since/,
      );
    });

    it('counts newer outcomes from a rollback on: whoever rolled back wants the old version to serve', async () => {
      const rolledBack = champion(SHARP, 60, { servingSince: daysAgo(2) });

      expect((await decided(SHARP, rolledBack)).winner).toBeUndefined();
    });

    it('compares with the champion itself where many were answered since', async () => {
      const { words, winner } = await decided(SHARP, champion(SHARP, 60));

      expect(winner).toBeDefined();
      expect(words).toMatch(/on 2\d\d leads answered since, .*: error 0\.0 % /);
    });

    it('keeps the champion when its promises would not hold', async () => {
      const boastful = recipe('sharp', { slope: 1.5, bias: 2 });

      const { words, winner } = await decided(boastful, champion(boastful, 10));

      expect(winner).toBeUndefined();
      expect(words).toMatch(
        /^kept champion 4: .* 41 newer outcomes: challenger promises \d\.\d\d sales/,
      );
    });

    it('keeps the champion when the same knowledge no longer teaches the same', async () => {
      const spoilt = recipe('sharp', { slope: 1.5, spoilt: 1.5 });

      const { words, winner } = await decided(spoilt, champion(spoilt, 60));

      expect(winner).toBeUndefined();
      expect(words).toMatch(/^kept champion 4: .* knew: error \+\d+\.\d % /);
    });
  });

  describe('with another recipe', () => {
    it('compares recipes where the champion knows nearly all answers', async () => {
      const { words, winner } = await decided(SHARP, champion(BLUNT, 1));

      expect(winner?.recipe).toBe(SHARP);
      expect(words).toMatch(/^promoted over champion 4: .*; recipes compared, both learning from/);
    });

    it('judges on leads answered since where there are enough', async () => {
      const { words, winner } = await decided(SHARP, champion(BLUNT, 100));

      expect(winner?.recipe).toBe(SHARP);
      expect(words).toMatch(
        /^promoted over champion 4: .*; judged on \d{3} leads answered since champion 4 learned/,
      );
    });

    it('stays with the better recipe, which still learns from what is new', async () => {
      const young = await decided(BLUNT, champion(SHARP, 3));
      const old = await decided(BLUNT, champion(SHARP, 100));

      expect(young.winner).toBeUndefined();
      expect(young.words).toMatch(/^kept champion 4: .* 13 outcomes are newer, 12 more are needed/);
      expect(old.winner?.recipe).toBe(SHARP);
      expect(old.words).toMatch(
        /^promoted over champion 4: the same recipe, learned again .*; the challenger was turned down: .*log-loss/,
      );
    });
  });
});
