import type { FeatureTable, FeatureVector } from '#features';
import { blankParts } from '../encoding/blank-parts.js';
import type { Contributions } from '../estimator.js';
import { packForest, unpackForest, type ForestState } from './forest-state.js';
import type { TableBinning } from './table-binning.js';
import { TreeShap } from './tree-shap.js';
import { logOddsOf, logOddsOfBins, type Trees } from './trees.js';

/** What a forest is once it has learned: bins, trees, and exact reasons. */
export class ForestModel {
  private readonly names: string[];
  private readonly bins: Uint8Array;
  private readonly parts: Float64Array;
  private readonly blank: Record<string, number>;
  /** Prepared when first asked for: a model that only scores tables needs no reasons. */
  private shap: TreeShap | undefined;

  constructor(
    private readonly start: number,
    private readonly binning: TableBinning,
    private readonly trees: Trees,
  ) {
    this.names = binning.features.map(({ name }) => name);
    this.bins = new Uint8Array(binning.views.length);
    this.parts = new Float64Array(this.names.length);
    this.blank = blankParts(this.names);
  }

  /** @throws {@link InvalidEstimatorStateError} */
  static fromState(state: unknown): ForestModel {
    const { start, binning, trees } = unpackForest(state);
    return new ForestModel(start, binning, trees);
  }

  /** Shape [rows]. */
  logOdds(table: FeatureTable): Float64Array {
    return logOddsOf(this.trees, this.binning.bin(table), this.start);
  }

  explain(vector: FeatureVector): Contributions {
    const shap = (this.shap ??= new TreeShap(this.trees, this.binning.views));
    this.binning.binVector(vector, this.bins);
    this.parts.fill(0);
    shap.addTo(this.parts, this.bins);
    const byFeature = { ...this.blank };
    for (let at = 0; at < this.names.length; at++) byFeature[this.names[at]!] = this.parts[at]!;
    const logOdds = logOddsOfBins(this.trees, this.bins, this.start);
    return { logOdds, bias: this.start + shap.expected, byFeature };
  }

  toState(): ForestState {
    return packForest(this.start, this.binning, this.trees);
  }
}
