import { logLossSaved } from './bootstrap.js';
import { measure, shortage } from './contest.js';
import type { Dataset } from './dataset.js';
import type { Defender } from './defender.js';
import type { LabelledExamples } from './example-rows.js';
import type { JudgedRecipe } from './fitted-recipes.js';
import type { OnProgress } from './fitting.js';
import { clocksIn } from './followed-leads.js';
import { labelsKnownAt, unseenRows } from './newer-answers.js';
import { scoresWith } from './nightly-hazards.js';
import { toldChange } from './told-savings.js';

/** Share of the champion's log-loss that is no difference: labels as of then are told from today's records. */
const NEGLIGIBLE = 0.01;

export interface UnseenScores {
  examples: Pick<LabelledExamples, 'labels' | 'weights' | 'leadOf'>;
  champion: Float64Array;
  /** Of the recipe, learned again from what the champion could know. */
  relearned: Float64Array;
  leads: number;
}

/** Scores of both on leads answered since the champion learned; undefined where they are too few. */
export async function scoreUnseen(
  dataset: Dataset,
  holdout: LabelledExamples,
  defender: Defender,
  { again, hazardsAt, hazards: { kept } }: JudgedRecipe,
): Promise<UnseenScores | undefined> {
  const rows = unseenRows(dataset, holdout, defender.learnedAt);
  if (!rows) return undefined;
  const known = labelsKnownAt(dataset, defender.learnedAt);
  const won = [...known.values()].filter(({ label }) => label === 1).length;
  // What is known now of back then can be less than it was: leads are deleted, answers re-dated.
  if (shortage({ won, lost: known.size - won })) return undefined;
  const hazards = kept ? await hazardsAt(defender.learnedAt) : null;
  const logOdds = await again(async (session) => {
    await session.refit(dataset.rows.labelled(dataset.columns, known), silent);
    return session.logOdds(holdout.table);
  });
  const score = scoresWith(hazards, { logOdds, ...clocksIn(holdout.table) });
  const relearned = Float64Array.from(logOdds.keys(), score);
  const champion = championScores(dataset, holdout, defender);
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => values[row]!);
  const dense = new Map<number, number>();
  const leadOf = Int32Array.from(rows, (row) => {
    const lead = holdout.leadOf[row]!;
    if (!dense.has(lead)) dense.set(lead, dense.size);
    return dense.get(lead)!;
  });
  return {
    examples: { labels: pick(holdout.labels), weights: pick(holdout.weights), leadOf },
    champion: pick(champion),
    relearned: pick(relearned),
    leads: dense.size,
  };
}

/** The same recipe on the same knowledge should do the same: if it does worse, the data have been spoilt. */
export function compareUnseen(
  { examples, champion, relearned, leads }: UnseenScores,
  { number }: Defender,
  seed: number,
): { worse: boolean; words: string } {
  const saved = logLossSaved(examples, champion, relearned, seed);
  const against = measure(examples, champion).logLoss;
  const words =
    `on ${leads} leads answered since, learned again from what champion ${number} knew: ` +
    toldChange(saved, against);
  return { worse: saved.upper < -NEGLIGIBLE * against, words };
}

/** The champion reads its own columns out of the same rows; those it alone has are missing. */
function championScores(
  { rows }: Dataset,
  { groups, labels }: LabelledExamples,
  { model }: Defender,
): Float64Array {
  const label = (row: number): 0 | 1 => (labels[row] === 1 ? 1 : 0);
  const own = new Map(
    groups.map((leadId, row) => [leadId, { leadId, label: label(row), weight: 1 }]),
  );
  return model.scoreAll(rows.labelled(model.columns, own).table);
}

const silent: OnProgress = () => undefined;
