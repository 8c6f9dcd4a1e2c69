import { examples, vectorsOf } from '../../../test/factories/examples.js';
import { ForestModel } from './forest-model.js';
import type { ForestState } from './forest-state.js';
import { CANDIDATES } from './candidates.js';
import { ForestTraining } from './forest-training.js';
import { textOfArray } from './typed-array-text.js';

const OPTIONS = { maxBins: 254, minLevelRows: 5, maxPlainLevels: 8 };

describe('the saved forest', () => {
  const train = examples(1000, 1);
  const training = ForestTraining.of(train, OPTIONS);
  const candidate = { ...CANDIDATES[3]!, splitsManyLevels: true, minGroupRows: 5 };
  const { trees } = training.grow({ candidate, treeCount: 12, seed: 1 });
  const model = training.mean([trees]);
  const saved = (): ForestState => JSON.parse(JSON.stringify(model.toState())) as ForestState;

  it('says the same once restored', () => {
    const restored = ForestModel.fromState(saved());

    expect(restored.logOdds(train.table)).toEqual(model.logOdds(train.table));
    const lead = vectorsOf(train.table)[5]!;
    expect(restored.explain(lead)).toEqual(model.explain(lead));
    expect(restored.toState()).toEqual(model.toState());
  });

  it('holds splits of both kinds, so that both are tried here', () => {
    const subset = trees.flatMap((tree) => Array.from(tree.subset));

    expect(Math.max(...subset)).toBeGreaterThanOrEqual(0);
    expect(
      trees.some(({ left, subset: own }) => left.some((child, node) => child && own[node]! < 0)),
    ).toBe(true);
  });

  const damaged: [string, (state: ForestState) => void][] = [
    ['without trees', (state) => Reflect.deleteProperty(state, 'trees')],
    ['without a start', (state) => (state.start = Number.NaN)],
    ['with text that is not base64', (state) => (state.trees.left = '%%%')],
    ['cut off', (state) => (state.trees.value = state.trees.value.slice(0, -12))],
    [
      'with a value that is no number',
      (state) =>
        (state.trees.value = textOfArray(
          Float64Array.from(
            trees.flatMap(({ value }) => Array.from(value)),
            () => Number.NaN,
          ),
        )),
    ],
    [
      'whose children come before their parent',
      (state) =>
        (state.trees.left = textOfArray(
          new Uint16Array(trees.reduce((sum, { left }) => sum + left.length, 0)).fill(1),
        )),
    ],
    ['that splits on views it has not', (state) => state.features.splice(1)],
    [
      'with bins for other levels',
      (state) => {
        const feature = state.features[3]!;
        if (feature.kind === 'categorical') feature.levels.pop();
      },
    ],
    [
      'with edges out of order',
      (state) => {
        const feature = state.features[0]!;
        if (feature.kind === 'numeric') feature.edges = textOfArray(Float64Array.of(3, 1));
      },
    ],
    [
      'whose trees do not end where they end',
      (state) => (state.trees.roots = textOfArray(Int32Array.of(0, 3))),
    ],
    ['with subsets that are not there', (state) => (state.trees.subsets = '')],
  ];

  it.each(damaged)('is refused %s', (_, damage) => {
    const state = saved();
    damage(state);

    expect(() => ForestModel.fromState(state)).toThrow(/saved forest/);
  });
});
