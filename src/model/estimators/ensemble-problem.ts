import { rowFingerprints, textHash } from '../encoding/row-fingerprints.js';
import type { Examples } from '../estimator.js';
import { takeRows } from '../examples.js';
import type { EnsembleProblem } from '../net/ensemble-training.js';
import { prepareAdditive, type PreparedAdditive } from './additive-problem.js';
import { ensembleLayout } from './ensemble-layout.js';
import type { EnsembleNetSettings } from './ensemble-settings.js';
import { HeldOutEnsembleLoss } from './held-out-ensemble-loss.js';

/** Examples made ready for a net, and what is needed to read the result. */
export type PreparedEnsemble = Omit<PreparedAdditive, 'problem'> & { problem: EnsembleProblem };

/** Rows to learn from and rows to be judged on. */
export interface Trial {
  prepared: PreparedEnsemble;
  heldOut: HeldOutEnsembleLoss;
}

const FOLDS = 5;
/** From here on one fifth of the rows judges well enough. */
const MANY_ROWS = 5000;

export function prepareEnsemble(
  examples: Examples,
  { maxBins, minRows, maxPlainLevels }: EnsembleNetSettings,
): PreparedEnsemble {
  const { problem, ...prepared } = prepareAdditive(examples, { maxBins, minRows, maxPlainLevels });
  const { rows, labels, weights, priorLogOdds } = problem;
  const { encoding } = prepared;
  const sizes = { positions: encoding.width, features: encoding.features.length };
  return {
    ...prepared,
    problem: { rows, labels, weights, priorLogOdds, layout: ensembleLayout(encoding), ...sizes },
  };
}

export function trialOn(prepared: PreparedEnsemble, validation: Examples): Trial {
  const { encoding, problem } = prepared;
  const rows = encoding.encode(validation.table);
  return { prepared, heldOut: new HeldOutEnsembleLoss(rows, validation, problem.layout.owners) };
}

/** Where nothing was held out: the rows cut into folds, each judging what the others taught; no lead on both sides. */
export function crossTrials(examples: Examples, settings: EnsembleNetSettings): Trial[] {
  const { table, groups } = examples;
  const hashes = groups ? groups.map(textHash) : Array.from(rowFingerprints(table));
  const ranks = ranksOf(hashes);
  const folds = table.rowCount < MANY_ROWS ? FOLDS : 1;
  return Array.from({ length: folds }, (_, fold) => {
    const rowsWhere = (held: boolean): Examples =>
      takeRows(
        examples,
        Int32Array.from(ranks.keys()).filter((row) => (ranks[row]! % FOLDS === fold) === held),
      );
    return { learn: rowsWhere(false), judge: rowsWhere(true) };
  })
    .filter(({ learn, judge }) => canLearn(learn) && canLearn(judge))
    .map(({ learn, judge }) => trialOn(prepareEnsemble(learn, settings), judge));
}

/** Equal hashes share a rank, so that equal folds are as large as can be. */
function ranksOf(hashes: number[]): number[] {
  const ranked = new Map(
    [...new Set(hashes)].toSorted((a, b) => a - b).map((hash, at) => [hash, at]),
  );
  return hashes.map((hash) => ranked.get(hash)!);
}

const canLearn = ({ table, weights }: Examples): boolean =>
  table.rowCount > 0 && (!weights || weights.some((weight) => weight > 0));
