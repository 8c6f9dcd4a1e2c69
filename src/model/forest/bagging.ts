import { seededRandom } from '../net/random.js';
import type { View } from './binned-rows.js';
import { addUpCovers, setSlopes, type LabelledRows } from './boosting.js';
import { TreeGrower } from './grow-tree.js';
import type { GrowthSettings } from './split.js';
import { leafOf, type TreeNodes } from './tree.js';
import { sigmoid } from '../net/log-odds.js';

export interface BaggingSettings extends GrowthSettings {
  trees: number;
  /** Share of the leads that each tree sees, and of the views that each split is chosen among. */
  leadFraction: number;
  viewFraction: number;
  /** Average rows mixed into each leaf. */
  leafSmoothing: number;
}

/** Rows that know their lead: rows of one lead share a number, 0 .. leadCount - 1. */
export interface RowsOfLeads extends LabelledRows {
  leadOf: Int32Array;
  leadCount: number;
}

export interface Bagged {
  trees: TreeNodes[];
  /** Mean log-odds of each row, by the trees that did not see its lead. Shape [rows]. */
  unseen: Float64Array;
}

/**
 * Trees that each see a part of the leads and of the features and know nothing of each other; the
 * mean of what they say is steadier than any of them, which is what few rows need most.
 *
 * @see Breiman 2001, "Random Forests"
 */
export class Bagger {
  private readonly grower: TreeGrower;
  private readonly slopes: Float64Array;

  constructor(
    private readonly rows: RowsOfLeads,
    private readonly views: View[],
    private readonly start: number,
  ) {
    this.grower = new TreeGrower(rows, views);
    this.slopes = new Float64Array(2 * rows.rowCount);
    setSlopes(this.slopes, rows, new Float64Array(rows.rowCount).fill(start));
  }

  /** The trees' values are already divided by their number. */
  bag(settings: BaggingSettings, seed: number): Bagged {
    const random = seededRandom(seed);
    const unseen = new Float64Array(this.rows.rowCount);
    const judges = new Int32Array(this.rows.rowCount);
    const every = Int32Array.from(this.views.keys());
    const trees = Array.from({ length: settings.trees }, () => {
      const { drawn, rest } = this.draw(settings.leadFraction, random);
      const passesOver = (): boolean => random() >= settings.viewFraction;
      const tree = this.tree(drawn, every, { ...settings, passesOver });
      for (const row of rest) {
        unseen[row]! += tree.value[leafOf(tree, this.rows.columns, row)]!;
        judges[row]! += 1;
      }
      tree.value.forEach((value, node) => (tree.value[node] = value / settings.trees));
      return tree;
    });
    unseen.forEach((sum, row) => (unseen[row] = this.start + sum / Math.max(1, judges[row]!)));
    return { trees, unseen };
  }

  private tree(drawn: Int32Array, views: Int32Array, settings: BaggingSettings): TreeNodes {
    const { tree, leaves } = this.grower.grow(drawn, this.slopes, views, settings);
    for (const { node, start, end } of leaves) {
      const held = drawn.subarray(start, end);
      tree.value[node] = this.leafValue(held, settings.leafSmoothing);
      for (const row of held) tree.cover[node] = tree.cover[node]! + this.rows.weights[row]!;
    }
    addUpCovers(tree);
    return tree;
  }

  /** The leaf's own log-odds above the average row's, mixed with average rows. */
  private leafValue(held: Int32Array, smoothing: number): number {
    const usual = sigmoid(this.start);
    let weight = smoothing;
    let positives = smoothing * usual;
    for (const row of held) {
      weight += this.rows.weights[row]!;
      positives += this.rows.weights[row]! * this.rows.labels[row]!;
    }
    return Math.log(positives / (weight - positives)) - this.start;
  }

  private draw(fraction: number, random: () => number): { drawn: Int32Array; rest: Int32Array } {
    const isDrawn = Uint8Array.from({ length: this.rows.leadCount }, () =>
      random() < fraction ? 1 : 0,
    );
    const all = Int32Array.from(this.rows.leadOf.keys());
    const drawn = all.filter((row) => isDrawn[this.rows.leadOf[row]!]);
    return { drawn, rest: all.filter((row) => !isDrawn[this.rows.leadOf[row]!]) };
  }
}
