import type { Examples, FitOptions } from '../estimator.js';
import { checkExamples } from '../examples.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { ChoosingEstimator } from './choosing-estimator.js';
import type { BaggingSettings } from '../forest/bagging.js';
import { ForestModel } from '../forest/forest-model.js';
import type { ForestState } from '../forest/forest-state.js';
import { ForestTraining } from '../forest/forest-training.js';
import type { LabelledRows } from '../forest/boosting.js';
import { bestStretch, lossUnder, type Judged } from '../forest/stretch.js';
import { addTree, type TreeNodes } from '../forest/tree.js';
import { readBaggedSettings, type BaggedSettings } from './bagged-settings.js';

export const BAGGED_TREES = 'bagged-trees';

/** What a fit chose, and a refit repeats. */
interface Choice {
  candidate: BaggingSettings;
  /** The mean of the trees is too cautious by itself. @see bestStretch; the start is told from where rows begin. */
  stretch: number;
  moved: number;
}

interface SavedTrees {
  settings: BaggedSettings;
  choice: Choice;
  model: ForestState;
}

/**
 * The mean of many trees that each saw a part of the leads and features. How they grow, and how much
 * their mean is stretched, is chosen on what each tree says of leads it did not see, and on the
 * validation rows. For few rows, where boosting runs after chance.
 */
export class BaggedTreesEstimator extends ChoosingEstimator<BaggedSettings, Choice, ForestModel> {
  readonly family = BAGGED_TREES;

  constructor(hyperparameters: Record<string, unknown> = {}) {
    super(readBaggedSettings(hyperparameters));
  }

  static fromState(state: unknown): BaggedTreesEstimator {
    const { settings, choice, model } = (state ?? {}) as Partial<SavedTrees>;
    if (!settings || !choice?.candidate || !model) {
      throw new InvalidEstimatorStateError('The saved trees are incomplete.');
    }
    const estimator = new BaggedTreesEstimator({ ...settings });
    estimator.learned = { choice, model: ForestModel.fromState(model) };
    return estimator;
  }

  async fit(examples: Examples, { seed, validation, onProgress }: FitOptions): Promise<void> {
    checkExamples(examples);
    if (validation) checkExamples(validation, 'validation examples');
    const training = ForestTraining.of(examples, this.settings);
    const held = validation && training.labelled(validation);
    const { candidates, trees } = this.settings;
    let best: { choice: Choice; loss: number; grown: TreeNodes[] } | undefined;
    for (const [at, candidate] of candidates.entries()) {
      const tried = tryCandidate(training, { ...candidate, trees }, seed, held);
      if (!best || tried.loss < best.loss) best = tried;
      onProgress?.((at + 1) / candidates.length, `Tried trees ${at + 1} of ${candidates.length}`);
    }
    const { choice, grown } = best!;
    this.learned = { choice, model: training.stretched(grown, choice) };
  }

  async refit(examples: Examples, { seed, onProgress }: FitOptions): Promise<void> {
    const { choice } = this.fitted();
    checkExamples(examples);
    const training = ForestTraining.of(examples, this.settings);
    const { trees } = training.bag(choice.candidate, seed);
    this.learned = { choice, model: training.stretched(trees, choice) };
    onProgress?.(1, 'Grew the trees');
  }
}

/**
 * The stretch is learned from what trees say of leads they did not see; how well all that does is
 * judged there and on the validation rows.
 */
function tryCandidate(
  training: ForestTraining,
  candidate: BaggingSettings,
  seed: number,
  held: LabelledRows | undefined,
): { choice: Choice; loss: number; grown: TreeNodes[] } {
  const { trees, unseen } = training.bag(candidate, seed);
  const own = { ...training.rows, above: unseen.map((one) => one - training.start) };
  const { stretch, start } = bestStretch(own, training.start);
  const judged: Judged[] = [own];
  if (held) {
    const above = new Float64Array(held.rowCount);
    for (const tree of trees) addTree(tree, held, above);
    judged.push({ ...held, above });
  }
  const loss = lossUnder(judged, { stretch, start });
  return { choice: { candidate, stretch, moved: start - training.start }, loss, grown: trees };
}
