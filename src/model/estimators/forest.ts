import type { Examples, FitOptions } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { ChoosingEstimator } from './choosing-estimator.js';
import { candidatesFor } from '../forest/candidates.js';
import { rankCandidates, type Tried, type Trial } from '../forest/forest-choice.js';
import { ForestModel } from '../forest/forest-model.js';
import type { ForestState } from '../forest/forest-state.js';
import { ForestTraining, type Member } from '../forest/forest-training.js';
import { FEW_ROWS, trialsOf } from '../forest/trials.js';
import { readForestSettings, type ForestSettings } from './forest-settings.js';

export const FOREST = 'forest';

/** More rows bear more trees, in proportion, up to here. */
const MOST_GROWTH = 2;

/** How often each candidate is grown: where rows are few, the draw of rows matters most. */
const seedsFor = (rowCount: number): number =>
  rowCount <= FEW_ROWS ? 3 : rowCount <= SOME_ROWS ? 2 : 1;

const SOME_ROWS = 50_000;

/** What is left of the work, roughly, once all candidates were tried. */
const GROWN_SHARE = 1 / 6;

/** What a validated fit chose, and a refit repeats. */
interface Choice {
  members: Member[];
  /** On how many rows the members' numbers of trees were chosen. */
  rowCount: number;
}

interface SavedForest {
  settings: ForestSettings;
  choice: Choice;
  model: ForestState;
}

/**
 * Gradient-boosted trees on binned features. How they grow is chosen among fixed candidates on the
 * validation rows; the answer is the mean of the best few, in log-odds.
 */
export class ForestEstimator extends ChoosingEstimator<ForestSettings, Choice, ForestModel> {
  readonly family = FOREST;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    super(readForestSettings(hyperparameters));
  }

  static fromState(state: unknown): ForestEstimator {
    const { settings, choice, model } = (state ?? {}) as Partial<SavedForest>;
    if (!settings || !choice?.members || !model) {
      throw new InvalidEstimatorStateError('The saved forest is incomplete.');
    }
    const estimator = new ForestEstimator({ ...settings });
    estimator.learned = { choice, model: ForestModel.fromState(model) };
    return estimator;
  }

  async fit(examples: Examples, options: FitOptions): Promise<void> {
    checkExamples(examples);
    const { validation, seed, onProgress } = options;
    if (validation) checkExamples(validation, 'validation examples');
    const trials = trialsOf(examples, validation, this.settings);
    const { rowCount } = examples.table;
    const candidates = trials.length ? candidatesFor(rowCount, this.settings.candidates) : [];
    const ranked = rankCandidates(candidates, trials, { ...this.settings, seed }, (tried) =>
      onProgress?.(tried / (candidates.length + 2), `Tried forest ${tried}`),
    );
    const best = ranked.slice(0, this.settings.members).map((one) => this.slowed(one));
    const members = membersOf(best, seed, seedsFor(rowCount));
    if (validation && rowCount > FEW_ROWS) {
      const whole = trials.find(({ training }) => training.rowCount === rowCount);
      const training = whole?.training ?? ForestTraining.of(examples, this.settings);
      this.learned = this.learnWatched(members, training, validation, options);
    } else {
      this.learned = this.learn(examples, { members, rowCount: meanRows(trials) }, options);
    }
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    this.learned = this.learn(examples, choice, options);
  }

  /** The same candidate in smaller steps. */
  private slowed({ candidate, treeCount, loss }: Tried): Tried {
    const { slowness, maxTrees } = this.settings;
    return {
      candidate: { ...candidate, learningRate: candidate.learningRate * slowness },
      treeCount: Math.min(maxTrees, Math.round(treeCount / slowness)),
      loss,
    };
  }

  /** Each member stops where the validation rows no longer gain. */
  private learnWatched(
    planned: Member[],
    training: ForestTraining,
    validation: Examples,
    { onProgress }: FitOptions,
  ): { choice: Choice; model: ForestModel } {
    const { maxTrees, patience, slowness } = this.settings;
    const held = {
      rows: training.labelled(validation),
      patience: Math.ceil(patience / slowness),
    };
    const members: Member[] = [];
    const forests = planned.map((member, at) => {
      const { trees } = training.grow({ ...member, treeCount: maxTrees }, held);
      members.push({ ...member, treeCount: trees.length });
      const left = (planned.length - at - 1) / planned.length;
      onProgress?.(1 - left * GROWN_SHARE, `Grew forest ${at + 1} of ${planned.length}`);
      return trees;
    });
    return { choice: { members, rowCount: training.rowCount }, model: training.mean(forests) };
  }

  private learn(
    examples: Examples,
    choice: Choice,
    { onProgress }: FitOptions,
  ): { choice: Choice; model: ForestModel } {
    const training = ForestTraining.of(examples, this.settings);
    const more = Math.min(MOST_GROWTH, training.rowCount / choice.rowCount);
    const forests = choice.members.map((member, at) => {
      const treeCount = Math.round(member.treeCount * more);
      const { trees } = training.grow({ ...member, treeCount });
      onProgress?.((at + 1) / choice.members.length, `Grew forest ${at + 1}`);
      return trees;
    });
    return { choice, model: training.mean(forests) };
  }
}

function membersOf(best: Tried[], seed: number, seeds: number): Member[] {
  return best.flatMap(({ candidate, treeCount }, at) =>
    Array.from({ length: seeds }, (_, draw) => ({
      candidate,
      treeCount,
      seed: seed + 1 + at * seeds + draw,
    })),
  );
}

/** On how many rows the trials grew. */
const meanRows = (trials: Trial[]): number =>
  trials.reduce((sum, { training }) => sum + training.rowCount, 0) / Math.max(1, trials.length) ||
  1;
