import type { FeatureTable, FeatureVector } from '#features';
import { foldsOf } from '../encoding/folds.js';
import type { Contributions, Estimator, Examples, FitOptions } from '../estimator.js';
import { checkExamples, takeRows } from '../examples.js';
import { InvalidEstimatorStateError, NotFittedError } from '../fitting-errors.js';
import { CANDIDATES } from '../forest/candidates.js';
import { ForestModel } from '../forest/forest-model.js';
import type { ForestState } from '../forest/forest-state.js';
import { ForestTraining, type Member } from '../forest/forest-training.js';
import { readForestSettings, type ForestSettings } from './forest-settings.js';

export const FOREST = 'forest';

/** More rows bear more trees, in proportion, up to here. */
const MOST_GROWTH = 2;

/** What a validated fit chose, and a refit repeats. */
interface Choice {
  members: Member[];
  /** How many rows the members' numbers of trees were chosen on. */
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
export class ForestEstimator implements Estimator {
  readonly family = FOREST;
  private readonly settings: ForestSettings;
  private learned: { choice: Choice; model: ForestModel } | undefined;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    this.settings = readForestSettings(hyperparameters);
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
    const { validation } = options;
    if (validation) {
      checkExamples(validation, 'validation examples');
      this.learned = this.chooseAndLearn(examples, validation, options);
      return;
    }
    const { seen, held } = holdOut(examples);
    if (held) this.learned = this.chooseAndLearn(seen, held, options);
    else this.learned = this.learn(examples, { members: [], rowCount: 1 }, options);
    if (held) await this.refit(examples, options);
  }

  async refit(examples: Examples, options: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    this.learned = this.learn(examples, choice, options);
  }

  predictLogOdds(table: FeatureTable): Float64Array {
    return this.fitted().model.logOdds(table);
  }

  explain(vector: FeatureVector): Contributions {
    return this.fitted().model.explain(vector);
  }

  toState(): unknown {
    const { choice, model } = this.fitted();
    return { settings: this.settings, choice, model: model.toState() } satisfies SavedForest;
  }

  private chooseAndLearn(
    examples: Examples,
    validation: Examples,
    { seed, onProgress }: FitOptions,
  ): { choice: Choice; model: ForestModel } {
    const { maxTrees, patience, slowness } = this.settings;
    const training = ForestTraining.of(examples, this.settings);
    const held = { rows: training.labelled(validation), patience };
    const tried = CANDIDATES.slice(0, this.settings.candidates).map((candidate, at, all) => {
      const grown = training.grow({ candidate, treeCount: maxTrees, seed }, held);
      onProgress?.(at / (all.length + 1), `Tried forest ${at + 1} of ${all.length}`);
      return { candidate, loss: grown.held!.loss };
    });
    const best = tried.toSorted((a, b) => a.loss - b.loss).slice(0, this.settings.members);
    const members: Member[] = [];
    const forests = best.map(({ candidate }, at) => {
      const slow = { ...candidate, learningRate: candidate.learningRate * slowness };
      const member = { candidate: slow, treeCount: maxTrees, seed: seed + 1 + at };
      const patient = { ...held, patience: Math.ceil(patience / slowness) };
      const { trees } = training.grow(member, patient);
      members.push({ ...member, treeCount: trees.length });
      return trees;
    });
    const choice = { members, rowCount: training.rowCount };
    onProgress?.(1, 'Grew the forests');
    return { choice, model: training.mean(forests) };
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

  private fitted(): { choice: Choice; model: ForestModel } {
    if (!this.learned) throw new NotFittedError(this.family);
    return this.learned;
  }
}

const FOLDS = 5;

/** A fifth to choose on, where there is no validation; nothing where that would leave nothing. */
function holdOut(examples: Examples): { seen: Examples; held?: Examples } {
  const folds = foldsOf(examples, FOLDS);
  const all = Int32Array.from(folds, (_, row) => row);
  const heldRows = all.filter((row) => folds[row] === 0);
  const seenRows = all.filter((row) => folds[row] !== 0);
  const hasWeight = (rows: Int32Array): boolean =>
    rows.some((row) => (examples.weights?.[row] ?? 1) > 0);
  if (!hasWeight(heldRows) || !hasWeight(seenRows)) return { seen: examples };
  return { seen: takeRows(examples, seenRows), held: takeRows(examples, heldRows) };
}
