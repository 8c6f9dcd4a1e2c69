import type { Metrics } from '#model/fitting';
import { isRefit, type NoiseFloor, type Peer } from './peers.js';

/** The mean over seeds of what the bench reached on one set. */
export interface Reached {
  set: string;
  fit: Metrics;
  refit: Metrics;
  peers: Peer[];
  noise: NoiseFloor | undefined;
}

export interface Goal {
  name: string;
  /** What was reached and what was asked for, with their figures. */
  words: string;
  met: boolean;
}

/** Here the rate rises sixfold after training: what was learned without validation is out of date, so refits are compared. */
const DRIFTING = new Set(['bank_time']);

/** The goals that can be judged for one set: none without peers. */
export function goalsOf(reached: Reached): Goal[] {
  if (!reached.peers.length) return [];
  const drifts = DRIFTING.has(reached.set);
  return [
    ...(drifts ? [] : boostingGoal('fit', reached)),
    ...linearGoal(reached, drifts),
    ...rankingGoal(reached, drifts),
    ...(drifts ? everyRefitGoal(reached) : boostingGoal('refit', reached)),
    ...(drifts ? [] : calibrationGoal(reached)),
  ];
}

function boostingGoal(stage: 'fit' | 'refit', { peers, ...own }: Reached): Goal[] {
  const model = stage === 'fit' ? 'lgbm_tuned' : 'lgbm_tuned_refit';
  return atMost(`${stage} log-loss <= ${model}`, own[stage].logLoss, lossOf(peers, [model]));
}

function linearGoal({ fit, refit, peers }: Reached, drifts: boolean): Goal[] {
  const models = drifts ? ['lr_tuned_refit', 'lrbin_tuned_refit'] : ['lr_tuned', 'lrbin_tuned'];
  const own = drifts ? refit : fit;
  const name = `${drifts ? 'refit' : 'fit'} log-loss <= 1.01 x the better logistic regression`;
  return atMost(name, own.logLoss, 1.01 * lossOf(peers, models));
}

function rankingGoal({ fit, refit, peers, noise }: Reached, drifts: boolean): Goal[] {
  const beside = peers.filter((peer) => isRefit(peer) === drifts);
  if (!beside.length || !noise) return [];
  const own = (drifts ? refit : fit).auc;
  const best = beside.reduce((one, other) => (other.mean.auc > one.mean.auc ? other : one));
  const asked = best.mean.auc - 2 * noise.paired_auc_diff_se;
  const words = `${own.toFixed(4)}, asked ${asked.toFixed(4)} (${best.model} ${best.mean.auc.toFixed(4)}, SE ${noise.paired_auc_diff_se.toFixed(4)})`;
  return [
    {
      name: `${drifts ? 'refit' : 'fit'} AUC >= best peer - 2 paired SE`,
      words,
      met: own >= asked,
    },
  ];
}

function everyRefitGoal({ refit, peers }: Reached): Goal[] {
  const models = peers.filter(isRefit).map(({ model }) => model);
  return atMost('refit log-loss <= every refit peer', refit.logLoss, lossOf(peers, models));
}

function calibrationGoal({ fit, peers, noise }: Reached): Goal[] {
  const best = Math.min(...peers.filter((peer) => !isRefit(peer)).map(({ mean }) => mean.ece15));
  const name = 'fit ECE15 <= the larger of chance (95 %) and the best peer';
  return atMost(name, fit.ece15, Math.max(best, noise?.ece_floor_p95 ?? 0));
}

const lossOf = (peers: Peer[], models: string[]): number =>
  Math.min(...peers.filter(({ model }) => models.includes(model)).map(({ mean }) => mean.logloss));

/** No goal where no such peer was measured. */
function atMost(name: string, own: number, asked: number): Goal[] {
  if (!Number.isFinite(asked)) return [];
  const words = `${own.toFixed(5)}, asked ${asked.toFixed(5)}`;
  return [{ name, words, met: own <= asked }];
}
