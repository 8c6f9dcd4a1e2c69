import { tableFromVectors } from '#features';
import { createEstimator, ScoringModel, sigmoid, type Examples } from '#model/fitting';
import { InProcessFitting, type Dataset } from '#training';
import { ExampleRows, type LabelledExamples } from '../../src/training/example-rows.js';
import { daysOf } from '../../src/training/followed-leads.js';
import { FittedRecipes } from '../../src/training/fitted-recipes.js';
import type { Recipe } from '../../src/training/fitting.js';
import { refit } from '../../src/training/learning.js';
import { partsOf } from '../../src/training/parts.js';
import {
  asKnownNow,
  COLUMNS,
  DAY_MS,
  HORIZON_DAYS,
  NOW,
  type DelayedLead,
} from './simulated-delays.js';

/** Says P(won) of each lead to come, having learned from the leads known. Shape [coming]. */
export type Labelling = (known: DelayedLead[], coming: DelayedLead[]) => Promise<Float64Array>;

/** The same estimator for everybody: only the labels differ. */
const RECIPE: Recipe = { family: 'logistic', hyperparameters: { strengths: [8, 32] }, seed: 1 };
/** Other ways than ours weigh new leads more, as in the simulation this one follows. */
const HALF_LIFE_DAYS = 60;
const VALIDATION_SHARE = 0.15;

export const LABELLINGS: Record<string, Labelling> = {
  'naive: open is lost': (known, coming) =>
    learned(known, coming, (lead) => lead.won && lead.endsAt <= NOW),
  'matured leads alone': (known, coming) =>
    learned(
      known.filter(({ arrivedAt }) => ageDays(arrivedAt) >= HORIZON_DAYS),
      coming,
      ({ won }) => won,
    ),
  ours: (known, coming) => asTheProductDoes(known, coming),
  'ours, half-life 120 days': (known, coming) => asTheProductDoes(known, coming, 120),
  'ours, half-life 60 days': (known, coming) => asTheProductDoes(known, coming, 60),
  'ours, half-life 30 days': (known, coming) => asTheProductDoes(known, coming, 30),
  'true labels (unattainable)': (known, coming) => learned(known, coming, ({ won }) => won),
  'true chances (the floor)': async (_known, coming) =>
    Float64Array.from(coming, ({ chance }) => chance),
};

/**
 * What the product does on a night of training, from labels to the artifact that scores.
 *
 * @param halfLifeDays - Newer examples count for more, as they do not in the product.
 */
async function asTheProductDoes(
  known: DelayedLead[],
  coming: DelayedLead[],
  halfLifeDays = Infinity,
): Promise<Float64Array> {
  const dataset = datasetOf(known, new RecentRows(halfLifeDays));
  const parts = partsOf(dataset, NOW);
  const fitted = new FittedRecipes(new InProcessFitting(), parts, () => undefined);
  const winner = await fitted.judged(RECIPE);
  const artifact = await refit(dataset, NOW, parts, winner, () => undefined);
  return new ScoringModel(artifact).scoreAll(tableOf(coming));
}

/** Rows that count for half as much with every half-life that has passed since. */
class RecentRows extends ExampleRows {
  constructor(private readonly halfLifeDays: number) {
    super();
  }

  override labelled(...asked: Parameters<ExampleRows['labelled']>): LabelledExamples {
    const examples = super.labelled(...asked);
    const nowDays = daysOf(NOW);
    const weights = examples.weights.map(
      (weight, row) => weight * 0.5 ** ((nowDays - examples.cutoffDays[row]!) / this.halfLifeDays),
    );
    return { ...examples, weights };
  }
}

function datasetOf(known: DelayedLead[], rows: ExampleRows): Dataset {
  const leads = known.map(asKnownNow);
  known.forEach(({ vector, arrivedAt }, at) => rows.add(leads[at]!.leadId, vector, arrivedAt));
  return {
    columns: COLUMNS,
    rows,
    leads,
    horizonDays: HORIZON_DAYS,
    hash: '',
  } as unknown as Dataset;
}

async function learned(
  known: DelayedLead[],
  coming: DelayedLead[],
  label: (lead: DelayedLead) => boolean,
): Promise<Float64Array> {
  const byArrival = known.toSorted((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime());
  const from = Math.round(byArrival.length * (1 - VALIDATION_SHARE));
  const estimator = createEstimator(RECIPE.family, RECIPE.hyperparameters);
  const validation = examplesOf(byArrival.slice(from), label);
  const { seed } = RECIPE;
  await estimator.fit(examplesOf(byArrival.slice(0, from), label), { seed, validation });
  await estimator.refit(examplesOf(byArrival, label), { seed });
  return estimator.predictLogOdds(tableOf(coming)).map(sigmoid);
}

const examplesOf = (leads: DelayedLead[], label: (lead: DelayedLead) => boolean): Examples => ({
  table: tableOf(leads),
  labels: Float64Array.from(leads, (lead) => (label(lead) ? 1 : 0)),
  weights: Float64Array.from(
    leads,
    ({ arrivedAt }) => 0.5 ** (ageDays(arrivedAt) / HALF_LIFE_DAYS),
  ),
});

const tableOf = (leads: DelayedLead[]): Examples['table'] =>
  tableFromVectors(
    COLUMNS,
    leads.map(({ vector }) => vector),
  );

const ageDays = (arrivedAt: Date): number => (NOW.getTime() - arrivedAt.getTime()) / DAY_MS;
