import { baseRateOf, calibrationFault, decide, measure, type Verdict } from './contest.js';
import type { Dataset } from './dataset.js';
import type { Defender } from './defender.js';
import { sameRecipe, type FittedRecipes, type JudgedRecipe } from './fitted-recipes.js';
import type { Recipe } from './fitting.js';
import { newOutcomes, newOutcomesNeeded } from './newer-answers.js';
import type { Parts } from './parts.js';
import { compareUnseen, scoreUnseen } from './unseen-leads.js';

export interface Competition {
  dataset: Dataset;
  parts: Parts;
  fitted: FittedRecipes;
  /** The challenger's. */
  recipe: Recipe;
  defender: Defender | null;
}

/** How a run was decided. `winner` is the recipe that shall learn from everything and serve. */
export interface Decision {
  /** One sentence for people: which comparison was made, and its numbers. */
  words: string;
  winner?: JudgedRecipe;
}

/**
 * Decides what serves from tonight on.
 *
 * A champion has learned its answers up to the night it was made, so on most of the newest holdout it
 * recites rather than foretells. Two fair comparisons are left: on leads answered since then, where
 * there are enough; else between the recipes, both learning from the same older part. A champion
 * whose recipe stands learns again once enough outcomes are newer.
 */
export async function compete(competition: Competition): Promise<Decision> {
  const { defender, recipe } = competition;
  if (!defender) return overBaseRate(competition);
  const contender = { ...competition, defender };
  if (sameRecipe(defender.recipe, recipe)) return learnAgain(contender);
  const challenger = await competition.fitted.judged(recipe);
  const verdict =
    (await onUnseenLeads(contender, challenger)) ?? (await ofRecipes(contender, challenger));
  if (verdict.promoted) return { words: verdict.words, winner: challenger };
  return learnAgain(contender, verdict.words.slice(verdict.words.indexOf(': ') + 2));
}

type Contested = Competition & { defender: Defender };

async function overBaseRate({ parts, fitted, recipe }: Competition): Promise<Decision> {
  const challenger = await fitted.judged(recipe);
  const { promoted, words } = decide({
    holdout: parts.holdout,
    challenger: { name: 'challenger', probabilities: challenger.holdoutScores },
    defender: { name: 'the base rate', probabilities: baseRateScores(parts) },
    first: true,
    seed: recipe.seed,
  });
  return promoted ? { words, winner: challenger } : { words };
}

/** The challenger, knowing no more than the champion did, against it on leads neither knew. */
async function onUnseenLeads(
  { dataset, parts, defender }: Contested,
  challenger: JudgedRecipe,
): Promise<Verdict | undefined> {
  const unseen = await scoreUnseen(dataset, parts.holdout, defender, challenger);
  if (!unseen) return undefined;
  const verdict = decide({
    holdout: unseen.examples,
    challenger: { name: 'challenger', probabilities: unseen.relearned },
    defender: { name: `champion ${defender.number}`, probabilities: unseen.champion },
    first: false,
    seed: challenger.recipe.seed,
    promises: {
      examples: parts.holdout,
      challenger: challenger.holdoutScores,
      reference: baseRateScores(parts),
    },
  });
  const note = `judged on ${unseen.leads} leads answered since champion ${defender.number} learned`;
  return { ...verdict, words: `${verdict.words}; ${note}` };
}

/** Both recipes on the same older part, judged on the same newest holdout. */
async function ofRecipes(
  { parts, fitted, defender }: Contested,
  challenger: JudgedRecipe,
): Promise<Verdict> {
  const own = await fitted.judged(defender.recipe);
  const verdict = decide({
    holdout: parts.holdout,
    challenger: { name: 'challenger', probabilities: challenger.holdoutScores },
    defender: { name: `champion ${defender.number}`, probabilities: own.holdoutScores },
    first: false,
    seed: challenger.recipe.seed,
  });
  const note = `recipes compared, both learning from the same older leads: champion ${defender.number} itself knew most answers of the newest`;
  return { ...verdict, words: `${verdict.words}; ${note}` };
}

/**
 * The champion's own recipe takes in what is new, unless something speaks against it.
 *
 * @param lost - What was compared before and did not end the champion's reign.
 */
async function learnAgain(contested: Contested, lost?: string): Promise<Decision> {
  const { dataset, parts, fitted, defender } = contested;
  const kept = `kept champion ${defender.number}: ${lost ?? 'its recipe stands'}`;
  const newer = newOutcomes(dataset.leads, defender.servingSince);
  const needed = newOutcomesNeeded(defender.outcomes);
  if (newer < needed) {
    return {
      words: `${kept}; ${newer} outcomes are newer, ${needed - newer} more are needed to learn again`,
    };
  }
  const own = await fitted.judged(defender.recipe);
  const { against, evidence } = await checked(contested, own);
  if (against) {
    return { words: `${kept}; not learned again from ${newer} newer outcomes: ${against}` };
  }
  const { promisedOverSeen, logLoss } = measure(parts.holdout, own.holdoutScores);
  const told = [
    `promoted over champion ${defender.number}: the same recipe, learned again with ${newer} newer outcomes`,
    `on the newest leads it promises ${promisedOverSeen.toFixed(2)} sales for each one seen (log-loss ${logLoss.toFixed(4)})`,
    evidence,
    ...(lost ? [`the challenger was turned down: ${lost}`] : []),
  ];
  return { winner: own, words: told.join('; ') };
}

/** Whether the champion's recipe still holds on today's data: what speaks against it, or else the evidence. */
async function checked(
  { dataset, parts, defender }: Contested,
  own: JudgedRecipe,
): Promise<{ against?: string; evidence: string }> {
  const against = calibrationFault({
    examples: parts.holdout,
    challenger: own.holdoutScores,
    reference: baseRateScores(parts),
  });
  if (against) return { against, evidence: '' };
  const unseen = await scoreUnseen(dataset, parts.holdout, defender, own);
  if (!unseen) return { evidence: 'too few leads were answered since to compare the two' };
  const { worse, words } = compareUnseen(unseen, defender, own.recipe.seed);
  return worse ? { against: words, evidence: '' } : { evidence: words };
}

const baseRateScores = ({ train, holdout }: Parts): Float64Array =>
  new Float64Array(holdout.labels.length).fill(baseRateOf(train));
