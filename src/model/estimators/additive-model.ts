import type { FeatureTable, FeatureVector } from '#features';
import { blankParts } from '../encoding/blank-parts.js';
import {
  TableEncoding,
  rawColumn,
  rawValue,
  type EncodedFeature,
  type TableEncodingState,
} from '../encoding/table-encoding.js';
import type { RawValue } from '../encoding/column-encoder.js';
import type { Contributions } from '../estimator.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';

export interface AdditiveModelState {
  encoding: TableEncodingState;
  /** Shape [encoding width]. */
  weights: number[];
  intercept: number;
  /** What each feature adds on average over the training rows. Shape [features]. */
  usual: number[];
}

/**
 * A sum of one curve per feature, in float64 and without tensors: what a logistic regression is
 * once it has learned. A contribution is relative to the usual lead, so that the bias is the mean
 * log-odds of the training rows.
 */
export class AdditiveModel {
  private readonly encoding: TableEncoding;
  private readonly weights: Float64Array;
  private readonly bias: number;
  private readonly blank: Record<string, number>;

  constructor(private readonly state: AdditiveModelState) {
    this.encoding = TableEncoding.fromState(state.encoding);
    this.weights = Float64Array.from(state.weights);
    checkShapes(this.encoding, state);
    this.bias = state.usual.reduce((sum, one) => sum + one, state.intercept);
    this.blank = blankParts(this.encoding.features.map(({ name }) => name));
  }

  /** Learned weights, centred on the training rows. */
  static centred(
    encoding: TableEncoding,
    learned: { weights: ArrayLike<number>; intercept: number },
    table: FeatureTable,
    rowWeights: Float64Array,
  ): AdditiveModel {
    const state: AdditiveModelState = {
      encoding: encoding.toState(),
      weights: Array.from(learned.weights),
      intercept: learned.intercept,
      usual: encoding.features.map(() => 0),
    };
    const raw = new AdditiveModel(state);
    const usual = encoding.features.map((feature) => raw.weightedMean(feature, table, rowWeights));
    return new AdditiveModel({ ...state, usual });
  }

  /** Shape [rows]. */
  logOdds(table: FeatureTable): Float64Array {
    const sums = new Float64Array(table.rowCount).fill(this.bias);
    this.encoding.features.forEach((feature, i) => {
      const column = rawColumn(table, feature.name);
      const usual = this.state.usual[i]!;
      for (let row = 0; row < sums.length; row++) {
        sums[row]! += this.curve(feature, column?.[row]) - usual;
      }
    });
    return sums;
  }

  explain(vector: FeatureVector): Contributions {
    const { features } = this.encoding;
    const byFeature = { ...this.blank };
    let logOdds = this.bias;
    for (let i = 0; i < features.length; i++) {
      const feature = features[i]!;
      const above = this.curve(feature, rawValue(vector, feature.name)) - this.state.usual[i]!;
      logOdds += above;
      byFeature[feature.name] = above;
    }
    return { logOdds, bias: this.bias, byFeature };
  }

  toState(): AdditiveModelState {
    return this.state;
  }

  private curve({ encoder, base }: EncodedFeature, raw: RawValue): number {
    return encoder.weigh(raw, this.weights, base);
  }

  private weightedMean(
    feature: EncodedFeature,
    table: FeatureTable,
    rowWeights: Float64Array,
  ): number {
    const column = rawColumn(table, feature.name);
    let sum = 0;
    let total = 0;
    for (let row = 0; row < table.rowCount; row++) {
      sum += rowWeights[row]! * this.curve(feature, column?.[row]);
      total += rowWeights[row]!;
    }
    return sum / total;
  }
}

function checkShapes(
  encoding: TableEncoding,
  { weights, usual, intercept }: AdditiveModelState,
): void {
  if (weights.length !== encoding.width || usual.length !== encoding.features.length) {
    throw new InvalidEstimatorStateError(
      `The saved weights (${weights.length}) do not fit the saved encoders (${encoding.width}).`,
    );
  }
  if (![...weights, ...usual, intercept].every(Number.isFinite)) {
    throw new InvalidEstimatorStateError('The saved weights hold a value that is not a number.');
  }
}
