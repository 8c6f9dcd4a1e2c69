import { CHUNK_ROWS, setAside, type Region } from './ensemble-memory.js';
import type { EnsembleWeights } from './ensemble-net.js';
import { meanLogOdds, meanSensitivity } from './member-odds.js';
import { FloatHeap } from './simd/float-heap.js';

/** Pieces a path is cut into, where fewer leave too much unexplained. */
const PIECES = [1, 4, 16];
/** Log-odds that reasons may miss before a path is cut finer. */
const MOST_RESIDUAL = 0.005;
const FLOAT = 4;

/** One row's answer, split among its features along the path from the usual row to this one. */
export interface PathSplit {
  logOdds: number;
  /** Of the usual row. */
  usualLogOdds: number;
  /** By what the parts still miss `logOdds - usualLogOdds`. */
  residual: number;
}

/**
 * Answers of an ensemble net that has learned, without tensors: all memory is set aside once, and
 * the first layer adds up rows of one table, so that nothing is encoded into wide columns.
 */
export class EnsembleScorer {
  /** To be filled in: the slots of up to CHUNK_ROWS rows. Shapes [CHUNK_ROWS * slots]. */
  readonly indices: Int32Array;
  readonly values: Float32Array;
  private readonly at: Record<Region, number>;
  private readonly logits: Float32Array;
  private readonly upstream: Float32Array;
  private readonly parts: Float32Array;
  private readonly pull: Float32Array;
  private readonly sums: Float32Array;
  private readonly ends: Float32Array;
  /** Of the usual row. Shape [members, width]. */
  private readonly usualSums: Float32Array;
  /** The path from the usual row's sums to this row's. Shape [members, width]. */
  private readonly whole: Float32Array;
  private readonly usualLogOdds: number;

  /**
   * @param owners - the feature of each slot. Shape [slots].
   * @param usual - what each feature of the usual row adds. Shape [features, width].
   * @param heap - of an earlier scorer, which then answers no more.
   */
  constructor(
    private readonly weights: EnsembleWeights,
    private readonly owners: Int32Array,
    private readonly usual: Float32Array,
    private readonly heap = new FloatHeap(),
  ) {
    heap.clear();
    const { members, width, features } = weights.shape;
    this.at = setAside(this.heap, weights, owners);
    const view = (region: Region, length: number): Float32Array =>
      this.heap.floats(this.at[region], length);
    this.indices = this.heap.integers(this.at.indices, CHUNK_ROWS * owners.length);
    this.values = view('values', CHUNK_ROWS * owners.length);
    this.logits = view('logits', CHUNK_ROWS * members);
    this.upstream = view('upstream', CHUNK_ROWS * members);
    this.parts = view('parts', features * width);
    this.pull = view('pull', features * width);
    this.sums = view('sums', members * width);
    this.ends = view('ends', 2 * members * width);
    this.whole = new Float32Array(members * width);
    this.usualSums = this.sumsOfUsual();
    this.runBody(1);
    this.usualLogOdds = meanLogOdds(this.logits, 0, members);
  }

  /** Of any number of rows; `fill` writes `count` of them, from row `from`, into the slots. Shape [rows]. */
  inChunks(rowCount: number, fill: (from: number, count: number) => void): Float64Array {
    const logOdds = new Float64Array(rowCount);
    for (let from = 0; from < rowCount; from += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rowCount - from);
      fill(from, count);
      this.score(count, logOdds, from);
    }
    return logOdds;
  }

  /** Log-odds of the first `rowCount` rows of the slots, into `into` from `from`. */
  score(rowCount: number, into: Float64Array, from: number): void {
    this.addUp(rowCount);
    this.runBody(rowCount);
    for (let row = 0; row < rowCount; row++)
      into[from + row] = meanLogOdds(this.logits, row, this.weights.shape.members);
  }

  /**
   * Integrated gradients of the first row, in the space where its features simply add up: along the
   * straight line from the usual row's sums to its own, in as many steps as completeness asks for.
   *
   * @param into - what each feature adds to the usual log-odds. Shape [features].
   * @see Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks"
   */
  split(into: Float64Array): PathSplit {
    const { at } = this;
    const { features, members, width } = this.weights.shape;
    this.addUp(1);
    for (let i = 0; i < this.usualSums.length; i++)
      this.whole[i] = this.sums[i]! - this.usualSums[i]!;
    this.runBody(1);
    const logOdds = meanLogOdds(this.logits, 0, members);
    const slots = this.owners.length;
    const { gather } = this.heap.kernels;
    gather(at.parts, at.table, at.indices, at.values, at.owners, slots, features, width);
    let residual = 0;
    for (const pieces of PIECES) {
      residual = logOdds - this.usualLogOdds - this.walk(pieces, into);
      if (Math.abs(residual) <= MOST_RESIDUAL) break;
    }
    return { logOdds, usualLogOdds: this.usualLogOdds, residual };
  }

  /** @returns the sum of what the features add. */
  private walk(pieces: number, into: Float64Array): number {
    const all = this.usualSums.length;
    into.fill(0);
    for (let piece = 0; piece < pieces; piece++) {
      for (let i = 0; i < all; i++) {
        this.ends[i] = this.usualSums[i]! + (this.whole[i]! * piece) / pieces;
        this.ends[all + i] = this.whole[i]! / pieces;
      }
      this.pullAlongPiece();
      this.creditFeatures(1 / pieces, into);
    }
    return into.reduce((sum, part) => sum + part, 0);
  }

  private creditFeatures(share: number, into: Float64Array): void {
    const { features, width } = this.weights.shape;
    for (let feature = 0, i = 0; feature < features; feature++) {
      let sum = 0;
      for (const end = i + width; i < end; i++) {
        sum += this.pull[i]! * (this.parts[i]! - this.usual[i]!);
      }
      into[feature]! += share * sum;
    }
  }

  /** Rows' slots to `sums [rows * members, width]`. */
  private addUp(rowCount: number): void {
    const { at } = this;
    const { features, members, width } = this.weights.shape;
    this.heap.kernels.additiveForward(
      at.sums,
      at.table,
      at.scales,
      at.indices,
      at.values,
      at.owners,
      at.parts,
      rowCount,
      this.owners.length,
      features,
      members,
      width,
    );
  }

  /** `sums` to `first` and `hidden` [rows * members, width], to `logits` [rows, members]. */
  private runBody(rowCount: number): void {
    const { at } = this;
    const { members, width } = this.weights.shape;
    const { kernels } = this.heap;
    const rows = rowCount * members;
    kernels.activate(at.sums, at.firstBias, rows, width, 0, 0, 1);
    kernels.matMul(at.hidden, at.sums, at.dense, rows, width, width, width * FLOAT, FLOAT);
    kernels.activate(at.hidden, at.denseBias, rows, width, 0, 0, 1);
    kernels.headsForward(at.logits, at.hidden, at.heads, at.headBias, rowCount, members, width);
  }

  /** The mean gradient along a piece of the path, brought back to what features add: `pull [features, width]`. */
  private pullAlongPiece(): void {
    const { at } = this;
    const { features, members, width } = this.weights.shape;
    const { kernels } = this.heap;
    const all = members * width;
    const rows = CHUNK_ROWS * members;
    kernels.matMul(at.sums, at.middles, at.ends, CHUNK_ROWS, 2, all, 2 * FLOAT, FLOAT); // [steps, members * width]
    this.runBody(CHUNK_ROWS);
    for (let step = 0; step < CHUNK_ROWS; step++)
      meanSensitivity(this.logits, step, members, this.upstream);
    kernels.headsBackward(
      at.gradient,
      at.headGradient,
      at.upstream,
      at.hidden,
      at.heads,
      CHUNK_ROWS,
      members,
      width,
    );
    kernels.passActive(at.gradient, at.gradient, at.hidden, rows * width, 1);
    kernels.matMul(at.hidden, at.gradient, at.turned, rows, width, width, width * FLOAT, FLOAT);
    kernels.passActive(at.gradient, at.hidden, at.sums, rows * width, 1); // [steps * members, width]
    kernels.matMul(at.sums, at.shares, at.gradient, 1, CHUNK_ROWS, all, 0, FLOAT); // [members, width]
    kernels.matMul(at.pull, at.scales, at.sums, features, members, width, members * FLOAT, FLOAT);
  }

  private sumsOfUsual(): Float32Array {
    const { at } = this;
    const { features, members, width } = this.weights.shape;
    this.parts.set(this.usual);
    const { matMul } = this.heap.kernels;
    matMul(at.sums, at.scales, at.parts, members, features, width, FLOAT, members * FLOAT);
    return this.sums.slice();
  }
}
