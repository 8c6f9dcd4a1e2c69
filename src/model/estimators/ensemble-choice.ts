import type { EnsembleWeights } from '../net/ensemble-net.js';
import { trainEnsemble, type EnsembleSettings } from '../net/ensemble-training.js';
import type { Trial } from './ensemble-problem.js';
import type { EnsembleCandidate } from './ensemble-settings.js';

/** What was found best, and a refit repeats. */
export interface Choice {
  candidate: EnsembleCandidate;
  epochs: number;
}

export interface ChoiceOptions {
  candidates: EnsembleCandidate[];
  /** Epochs without a lower log-loss before giving up. */
  patience: number;
  training: (candidate: EnsembleCandidate, trial: Trial) => EnsembleSettings;
  onEpoch: (candidate: number, trial: number, epoch: number) => void;
}

interface Best {
  /** Mean of the trials. */
  loss: number;
  /** By how much that is below the one before, as a share. */
  gain: number;
  choice: Choice;
}

/**
 * Tries candidates in turn, each on every trial, but for those that are not called for, until one does
 * no better than the one before; the candidate and the epoch with the lowest mean log-loss win.
 *
 * @returns also, where there was one trial, the net that won it.
 */
export async function chooseEnsemble(
  trials: Trial[],
  { candidates, patience, training, onEpoch }: ChoiceOptions,
): Promise<{ choice: Choice; weights?: EnsembleWeights }> {
  let best: Best = { loss: Infinity, gain: 0, choice: { candidate: candidates[0]!, epochs: 1 } };
  let weights: EnsembleWeights | undefined;
  const baseRateLoss = meanOf(trials.map(({ heldOut }) => heldOut.ofBaseRate()));
  for (const [number, candidate] of candidates.entries()) {
    if (!isCalledFor(candidate, best, baseRateLoss)) continue;
    const curves: number[][] = [];
    let own: EnsembleWeights | undefined;
    for (const [at, trial] of trials.entries()) {
      const settings = training(candidate, trial);
      const curve = await lossByEpoch(trial, settings, patience, (epoch, lowest) => {
        if (lowest) own = lowest;
        onEpoch(number, at, epoch);
      });
      curves.push(curve);
    }
    const { epochs, loss } = lowestMean(curves);
    if (number && loss >= best.loss) break;
    best = { loss, gain: number && 1 - loss / best.loss, choice: { candidate, epochs } };
    weights = own;
  }
  return { choice: best.choice, ...(trials.length === 1 && weights && { weights }) };
}

/** The first always is. */
const isCalledFor = (
  { calledFor }: EnsembleCandidate,
  { loss, gain }: Best,
  baseRateLoss: number,
): boolean =>
  !calledFor ||
  loss === Infinity ||
  gain >= calledFor.leastGain ||
  1 - loss / baseRateLoss >= calledFor.leastMcFaddenR2;

/** Held-out log-loss after each epoch, until it has not fallen for long. */
async function lossByEpoch(
  { prepared, heldOut }: Trial,
  settings: EnsembleSettings,
  patience: number,
  onEpoch: (epoch: number, lowest: EnsembleWeights | undefined) => void,
): Promise<number[]> {
  const losses: number[] = [];
  let lowest = { epoch: 0, loss: Infinity };
  await trainEnsemble(prepared.problem, settings, (epoch, read) => {
    const weights = read();
    const loss = heldOut.of(weights);
    losses.push(loss);
    const lower = loss < lowest.loss;
    if (lower) lowest = { epoch, loss };
    onEpoch(epoch, lower ? weights : undefined);
    return epoch - lowest.epoch < patience;
  });
  return losses;
}

/** A trial that ended early counts on with its last loss. */
function lowestMean(curves: number[][]): { epochs: number; loss: number } {
  let lowest = { epochs: 1, loss: Infinity };
  const length = Math.max(...curves.map((curve) => curve.length));
  for (let epoch = 0; epoch < length; epoch++) {
    const loss = meanOf(curves.map((curve) => curve[epoch] ?? curve.at(-1)!));
    if (loss < lowest.loss) lowest = { epochs: epoch + 1, loss };
  }
  return lowest;
}

const meanOf = (numbers: number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
