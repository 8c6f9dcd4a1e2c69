import type { Examples } from '../estimator.js';
import { inOwnOrder } from '../encoding/own-order.js';
import { rowFingerprints } from '../encoding/row-fingerprints.js';
import { meanOneWeights, priorLogOdds } from '../examples.js';
import type { View } from './binned-rows.js';
import { Bagger, type Bagged, type BaggingSettings, type RowsOfLeads } from './bagging.js';
import { Booster, type Boosted, type HeldOut, type LabelledRows } from './boosting.js';
import type { Candidate } from './candidates.js';
import { ForestModel } from './forest-model.js';
import { TableBinning, type BinningOptions } from './table-binning.js';
import type { TreeNodes } from './tree.js';
import { joinTrees } from './trees.js';

/** One of the forests whose mean is the answer. */
export interface Member {
  candidate: Candidate;
  treeCount: number;
  seed: number;
}

/** A tree learns from no more rows than this: the next tree draws others. */
const ENOUGH_ROWS_A_TREE = 150_000;

/** Examples as bins, ready to grow on again and again. */
export class ForestTraining {
  private readonly booster: Booster;
  readonly rowCount: number;

  private constructor(
    private readonly binning: TableBinning,
    readonly rows: RowsOfLeads,
    readonly start: number,
  ) {
    this.rowCount = rows.rowCount;
    this.booster = new Booster(rows, binning.views, start);
  }

  static of(examples: Examples, options: BinningOptions): ForestTraining {
    const ordered = inOwnOrder(examples);
    const weights = meanOneWeights(ordered);
    const { labels } = ordered;
    const { binning, rows } = TableBinning.fit(ordered, weights, options);
    const start = priorLogOdds(labels, weights);
    return new ForestTraining(binning, { ...rows, labels, weights, ...leadsOf(ordered) }, start);
  }

  /** Other rows under these bins. */
  labelled(examples: Examples): LabelledRows {
    return {
      ...this.binning.bin(examples.table),
      labels: examples.labels,
      weights: meanOneWeights(examples),
    };
  }

  grow({ candidate, treeCount, seed }: Member, held?: HeldOut): Boosted {
    const views = usable(this.binning.views, candidate);
    const rowFraction = Math.min(candidate.rowFraction, ENOUGH_ROWS_A_TREE / this.rowCount);
    return this.booster.boost({ ...candidate, rowFraction }, { treeCount, seed, views }, held);
  }

  /** Trees that know nothing of each other, and what they say of leads that they did not see. */
  bag(settings: BaggingSettings, seed: number): Bagged {
    return new Bagger(this.rows, this.binning.views, this.start).bag(settings, seed);
  }

  stretched(trees: TreeNodes[], by: { stretch: number; moved: number }): ForestModel {
    return new ForestModel(this.start + by.moved, this.binning, joinTrees(trees, by.stretch));
  }

  /** The mean of forests, in log-odds. */
  mean(forests: TreeNodes[][]): ForestModel {
    const trees = joinTrees(forests.flat(), 1 / forests.length);
    return new ForestModel(this.start, this.binning, trees);
  }
}

/** Equal rows count as one lead: what one tells of another is no proof. */
function leadsOf({ table, groups }: Examples): { leadOf: Int32Array; leadCount: number } {
  const numbers = new Map<string | number, number>();
  const leadOf = Int32Array.from(groups ?? rowFingerprints(table), (lead: string | number) => {
    const known = numbers.get(lead) ?? numbers.size;
    numbers.set(lead, known);
    return known;
  });
  return { leadOf, leadCount: numbers.size };
}

function usable(views: View[], { splitsManyLevels }: Candidate): Int32Array {
  const all = Int32Array.from(views, (_, at) => at);
  if (splitsManyLevels) return all;
  const hasStatistic = new Set<number>();
  views.forEach(({ feature, ordered }, at) => {
    if (ordered && views[at - 1]?.feature === feature) hasStatistic.add(feature);
  });
  return all.filter((at) => views[at]!.ordered || !hasStatistic.has(views[at]!.feature));
}
