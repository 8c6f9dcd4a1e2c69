import type { EnsembleWeights } from './ensemble-net.js';
import type { FloatHeap } from './simd/float-heap.js';

/** As many rows at a time, and as many steps of one piece of a path. */
export const CHUNK_ROWS = 32;

export type Region = keyof ReturnType<typeof setAside>;

/** Where a scorer's weights and working space lie, one after the other. */
export function setAside(heap: FloatHeap, weights: EnsembleWeights, owners: Int32Array) {
  const { members, width, features } = weights.shape;
  const perChunk = CHUNK_ROWS * members * width;
  const turned = weights.dense.map(
    (_, i) => weights.dense[(i % width) * width + Math.floor(i / width)]!,
  );
  return {
    table: heap.put(weights.table),
    scales: heap.put(weights.scales),
    firstBias: heap.put(weights.firstBias),
    dense: heap.put(weights.dense),
    turned: heap.put(turned),
    denseBias: heap.put(weights.denseBias),
    heads: heap.put(weights.heads),
    headBias: heap.put(weights.headBias),
    owners: heap.put(owners),
    /** Where each step lies on a piece: all of its beginning, and a share of its length. */
    middles: heap.put(
      Float32Array.from({ length: 2 * CHUNK_ROWS }, (_, i) =>
        i % 2 ? ((i >> 1) + 0.5) / CHUNK_ROWS : 1,
      ),
    ),
    shares: heap.put(new Float32Array(CHUNK_ROWS).fill(1 / CHUNK_ROWS)),
    indices: heap.reserve(CHUNK_ROWS * owners.length),
    values: heap.reserve(CHUNK_ROWS * owners.length),
    parts: heap.reserve(features * width),
    pull: heap.reserve(features * width),
    /** Beginning and length of a piece of the path. */
    ends: heap.reserve(2 * members * width),
    sums: heap.reserve(perChunk),
    hidden: heap.reserve(perChunk),
    gradient: heap.reserve(perChunk),
    headGradient: heap.reserve(members * width),
    logits: heap.reserve(CHUNK_ROWS * members),
    upstream: heap.reserve(CHUNK_ROWS * members),
  };
}
