import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import { blankParts } from '../encoding/blank-parts.js';
import type { Curve } from '../encoding/column-encoder.js';
import {
  TableEncoding,
  rawColumn,
  rawValue,
  type TableEncodingState,
} from '../encoding/table-encoding.js';
import type { Contributions, RowExplainer } from '../estimator.js';
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
  /** One a feature. */
  private readonly curves: Curve[];
  private readonly bias: number;
  private readonly blank: Record<string, number>;

  constructor(private readonly state: AdditiveModelState) {
    this.encoding = TableEncoding.fromState(state.encoding);
    checkShapes(this.encoding, state);
    const weights = Float64Array.from(state.weights);
    this.curves = this.encoding.features.map(({ encoder, base }) => encoder.curve(weights, base));
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
    const usual = encoding.features.map((_, at) => raw.weightedMean(at, table, rowWeights));
    return new AdditiveModel({ ...state, usual });
  }

  /** Shape [rows]. */
  logOdds(table: FeatureTable): Float64Array {
    const sums = new Float64Array(table.rowCount).fill(this.bias);
    this.encoding.features.forEach((feature, i) => {
      const column = rawColumn(table, feature.name);
      const curve = this.curves[i]!;
      const usual = this.state.usual[i]!;
      for (let row = 0; row < sums.length; row++) {
        sums[row]! += curve(column?.[row]) - usual;
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
      const above = this.curves[i]!(rawValue(vector, feature.name)) - this.state.usual[i]!;
      logOdds += above;
      byFeature[feature.name] = above;
    }
    return { logOdds, bias: this.bias, byFeature };
  }

  /** Undefined for columns other than those it learned from. */
  rowExplainer(columns: readonly FeatureColumn[]): RowExplainer | undefined {
    const { features } = this.encoding;
    const same = features.length === columns.length;
    if (!same || !features.every(({ name }, at) => name === columns[at]!.name)) return undefined;
    const { curves, bias } = this;
    const usual = Float64Array.from(this.state.usual);
    // Fractions, so that V8 lays the copies out for fractions.
    const blank = Array.from(usual, () => 0.5);
    return (row) => {
      const parts = blank.slice();
      let logOdds = bias;
      for (let at = 0; at < curves.length; at++) {
        const above = curves[at]!(row[at]) - usual[at]!;
        parts[at] = above;
        logOdds += above;
      }
      return { logOdds, bias, parts };
    };
  }

  toState(): AdditiveModelState {
    return this.state;
  }

  private weightedMean(at: number, table: FeatureTable, rowWeights: Float64Array): number {
    const column = rawColumn(table, this.encoding.features[at]!.name);
    const curve = this.curves[at]!;
    let sum = 0;
    let total = 0;
    for (let row = 0; row < table.rowCount; row++) {
      sum += rowWeights[row]! * curve(column?.[row]);
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
