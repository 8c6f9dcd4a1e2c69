import type { FeatureTable, FeatureVector } from '#features';
import {
  TableEncoding,
  rawColumn,
  rawValue,
  type TableEncodingState,
} from '../encoding/table-encoding.js';
import type { Contributions } from '../estimator.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';
import type { EnsembleShape, EnsembleWeights } from '../net/ensemble-net.js';
import { EnsembleScorer } from '../net/ensemble-scorer.js';
import type { SparseRows } from '../net/sparse-rows.js';
import { ownersOf } from './ensemble-layout.js';
import { floatsFromText, textFromFloats } from './float-text.js';

type WeightName = Exclude<keyof EnsembleWeights, 'shape'>;

export interface EnsembleModelState {
  encoding: TableEncodingState;
  shape: EnsembleShape;
  /** Floats as text: exact, and a quarter of the size of digits. */
  weights: Record<WeightName, string>;
  /** What each feature of the usual row adds in the first layer. Shape [features, width]. */
  usual: string;
}

/** An ensemble net that has learned, with the encoders of its features: scores and reasons without tensors. */
export class EnsembleModel {
  private readonly scorer: EnsembleScorer;
  private readonly split: Float64Array;
  private readonly one = new Float64Array(1);

  private constructor(
    private readonly encoding: TableEncoding,
    private readonly weights: EnsembleWeights,
    private readonly usual: Float32Array,
  ) {
    this.scorer = new EnsembleScorer(weights, ownersOf(encoding), usual);
    this.split = new Float64Array(weights.shape.features);
  }

  /** @param rows - the training rows, whose weighted mean is the usual row. */
  static centred(
    encoding: TableEncoding,
    weights: EnsembleWeights,
    rows: SparseRows,
    rowWeights: ArrayLike<number>,
  ): EnsembleModel {
    return new EnsembleModel(encoding, weights, usualParts(encoding, weights, rows, rowWeights));
  }

  static fromState({ encoding, shape, weights, usual }: EnsembleModelState): EnsembleModel {
    const encoders = TableEncoding.fromState(encoding);
    const sizes = sizesOf(shape);
    const read = (name: WeightName): Float32Array => floatsFromText(weights[name], sizes[name]);
    if (encoders.width !== shape.positions || encoders.features.length !== shape.features) {
      throw new InvalidEstimatorStateError('The saved net does not fit the saved encoders.');
    }
    return new EnsembleModel(
      encoders,
      {
        shape,
        table: read('table'),
        scales: read('scales'),
        firstBias: read('firstBias'),
        dense: read('dense'),
        denseBias: read('denseBias'),
        heads: read('heads'),
        headBias: read('headBias'),
      },
      floatsFromText(usual, shape.features * shape.width),
    );
  }

  /** Shape [rows]. */
  logOdds(table: FeatureTable): Float64Array {
    const { features, slots } = this.encoding;
    const columns = features.map(({ name }) => rawColumn(table, name));
    return this.scorer.inChunks(table.rowCount, (from, count) => {
      for (const [at, { encoder, base, slot }] of features.entries()) {
        const column = columns[at];
        for (let row = 0; row < count; row++) {
          encoder.encode(column?.[from + row], this.scorer, row * slots + slot, base);
        }
      }
    });
  }

  /** One lead's log-odds, without reasons. */
  logOddsOf(vector: FeatureVector): number {
    this.encodeOne(vector);
    this.scorer.score(1, this.one, 0);
    return this.one[0]!;
  }

  explain(vector: FeatureVector): Contributions {
    this.encodeOne(vector);
    const { logOdds, usualLogOdds, residual } = this.scorer.split(this.split);
    return { logOdds, ...this.shared(usualLogOdds, residual) };
  }

  /** By how much the reasons miss the score before what is missing is shared out: log-odds. */
  completenessError(vector: FeatureVector): number {
    this.encodeOne(vector);
    return this.scorer.split(this.split).residual;
  }

  toState(): EnsembleModelState {
    const { shape, ...lists } = this.weights;
    const weights = Object.fromEntries(
      Object.entries(lists).map(([name, floats]) => [name, textFromFloats(floats)]),
    ) as Record<WeightName, string>;
    return {
      encoding: this.encoding.toState(),
      shape,
      weights,
      usual: textFromFloats(this.usual),
    };
  }

  /** What the steps of the path missed goes to the features in proportion to what they add. */
  private shared(bias: number, residual: number): Pick<Contributions, 'bias' | 'byFeature'> {
    let total = 0;
    for (const part of this.split) total += Math.abs(part);
    const byFeature: Record<string, number> = {};
    const share = total > 0 ? residual / total : 0;
    for (const [at, { name }] of this.encoding.features.entries()) {
      const part = this.split[at]!;
      define(byFeature, name, part + share * Math.abs(part));
    }
    return { bias: total > 0 ? bias : bias + residual, byFeature };
  }

  private encodeOne(vector: FeatureVector): void {
    for (const { name, encoder, base, slot } of this.encoding.features) {
      encoder.encode(rawValue(vector, name), this.scorer, slot, base);
    }
  }
}

const sizesOf = ({
  positions,
  features,
  members,
  width,
}: EnsembleShape): Record<WeightName, number> => ({
  table: positions * width,
  scales: features * members,
  firstBias: width,
  dense: width * width,
  denseBias: width,
  heads: members * width,
  headBias: members,
});

/** The mean of what the rows' features add is what their mean slots add: the first layer is linear. */
function usualParts(
  encoding: TableEncoding,
  { shape: { positions, features, width }, table }: EnsembleWeights,
  rows: SparseRows,
  rowWeights: ArrayLike<number>,
): Float32Array {
  const means = new Float64Array(positions);
  for (let row = 0, at = 0; row < rows.rowCount; row++) {
    const weight = rowWeights[row]! / rows.rowCount;
    for (const end = at + rows.slots; at < end; at++) {
      means[rows.indices[at]!]! += weight * rows.values[at]!;
    }
  }
  const usual = new Float32Array(features * width);
  for (const [feature, { base, encoder }] of encoding.features.entries()) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let position = base; position < base + encoder.width; position++) {
        sum += means[position]! * table[position * width + column]!;
      }
      usual[feature * width + column] = sum;
    }
  }
  return usual;
}

/** An own property, even where a feature is called __proto__. */
function define(byFeature: Record<string, number>, name: string, value: number): void {
  if (name === '__proto__') {
    Object.defineProperty(byFeature, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else byFeature[name] = value;
}
