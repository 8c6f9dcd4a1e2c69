import type { FeatureTable } from '#features';
import { inOwnOrder } from '../encoding/own-order.js';
import { TableEncoding, type EncodingOptions } from '../encoding/table-encoding.js';
import type { Examples } from '../estimator.js';
import { meanOneWeights, priorLogOdds } from '../examples.js';
import type { AdditiveProblem } from '../net/additive-training.js';

/** Examples made ready for training, and what is needed to read the result. */
export interface PreparedAdditive {
  /** In an order of their own, which all else here follows. */
  examples: Examples;
  table: FeatureTable;
  rowWeights: Float64Array;
  encoding: TableEncoding;
  problem: AdditiveProblem;
}

export function prepareAdditive(examples: Examples, options: EncodingOptions): PreparedAdditive {
  const ordered = inOwnOrder(examples);
  const rowWeights = meanOneWeights(ordered);
  const { encoding, rows } = TableEncoding.fit(ordered, rowWeights, options);
  return {
    examples: ordered,
    table: ordered.table,
    rowWeights,
    encoding,
    problem: {
      rows,
      labels: Float32Array.from(ordered.labels),
      weights: Float32Array.from(rowWeights),
      priorLogOdds: priorLogOdds(ordered.labels, rowWeights),
      ridge: encoding.ridge(),
      smooth: encoding.smooth(),
    },
  };
}

/** Small sets need many small steps, large ones can afford smoother steps. */
export const batchSizeFor = ({ rows }: AdditiveProblem): number =>
  rows.rowCount > 20_000 ? 512 : 256;
