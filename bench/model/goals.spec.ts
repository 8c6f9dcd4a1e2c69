import type { Metrics } from '#model/fitting';
import { goalsOf, type Reached } from './goals.js';
import type { Peer } from './peers.js';

const peer = (model: string, mean: Partial<Peer['mean']> = {}): Peer => ({
  dataset: 'invented',
  features: 'arrival',
  model,
  mean: { auc: 0.7, ap: 0, logloss: 0.5, brier: 0, ece15: 0.02, lift10: 0, recall20: 0, ...mean },
});

const PEERS = [
  peer('lgbm_tuned'),
  peer('lr_tuned', { logloss: 0.52, auc: 0.72 }),
  peer('lgbm_tuned_refit', { logloss: 0.48, auc: 0.9 }),
  peer('lr_tuned_refit', { logloss: 0.47 }),
];

const own = (logLoss: number, auc = 0.7, ece15 = 0.01): Metrics =>
  ({ logLoss, auc, ece15 }) as Metrics;

const reached = (given: Partial<Reached> = {}): Reached => ({
  set: 'invented',
  fit: own(0.49),
  refit: own(0.475),
  peers: PEERS,
  noise: { paired_auc_diff_se: 0.015, ece_floor_p95: 0.03 },
  ...given,
});

const missed = (given: Partial<Reached>): string[] =>
  goalsOf(reached(given))
    .filter(({ met }) => !met)
    .map(({ name }) => name);

describe('the goals of the model bench', () => {
  it('are all met by a learner as good as its peers', () => {
    expect(goalsOf(reached())).toHaveLength(5);
    expect(missed({})).toEqual([]);
  });

  it('each fail by themselves', () => {
    expect(missed({ fit: own(0.51) })).toEqual(['fit log-loss <= lgbm_tuned']);
    expect(missed({ fit: own(0.526) })).toContainEqual(expect.stringMatching(/1.01 x the better/));
    expect(missed({ fit: own(0.49, 0.68) })).toEqual([expect.stringMatching(/AUC/)]);
    expect(missed({ refit: own(0.49) })).toEqual(['refit log-loss <= lgbm_tuned_refit']);
    expect(missed({ fit: own(0.49, 0.7, 0.04) })).toEqual([expect.stringMatching(/ECE15/)]);
  });

  it('compare refits where the rate drifts, with every refit peer', () => {
    const drifting = goalsOf(reached({ set: 'bank_time', fit: own(0.9) }));

    expect(drifting.map(({ name }) => name.split(' ')[0])).toEqual(['refit', 'refit', 'refit']);
    expect(drifting.find(({ name }) => name.includes('every refit'))!.met).toBe(false);
  });

  it('are none without peers', () => {
    expect(goalsOf(reached({ peers: [] }))).toEqual([]);
  });
});
