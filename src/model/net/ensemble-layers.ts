import {
  abs,
  add,
  customGrad,
  div,
  engine,
  exp,
  log1p,
  mul,
  neg,
  relu,
  sigmoid,
  sub,
  sum,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import * as kernel from './kernel-names.js';
import type { Dropout } from './kernel-names.js';

/** Some rows: which positions of the table each of their slots takes, and how much of it. */
export interface SlotBatch {
  /** Shape [batch, slots], whole numbers below `positions`. */
  indices: Tensor;
  /** Shape [batch, slots]. */
  values: Tensor;
  /** The feature each slot belongs to. Shape [slots]. */
  owners: Tensor;
}

const run = <Result extends Tensor | Tensor[]>(
  name: string,
  inputs: Record<string, Tensor>,
  attributes: Record<string, number> = {},
): Result => engine().runKernel<Result>(name, inputs, attributes);

/** @param backward - is handed what was saved, for TensorFlow.js frees what lies between two layers. */
const withGradient = (
  inputs: Tensor[],
  forward: () => Tensor,
  backward: (upstream: Tensor, output: Tensor, inputs: Tensor[]) => Tensor[],
): Tensor =>
  customGrad((...given) => {
    const save = given.pop() as unknown as (tensors: Tensor[]) => void;
    const value = forward();
    save([...inputs, value]);
    return {
      value,
      gradFunc: (upstream: Tensor, saved: Tensor[]): Tensor[] =>
        backward(upstream, saved.at(-1)!, saved),
    };
  })(...inputs);

/**
 * Steps between knots become heights at knots: every position whose link is 1 goes on from the one
 * before it. A net that learns steps learns a trend from all rows beyond a knot, not only from those beside it.
 *
 * @param steps - Shape [positions, width].
 * @param links - 1 where a position goes on from the one before it; one 0 more than positions. Shape [positions + 1].
 * @returns Shape [positions, width].
 */
export function heightsOf(steps: Tensor, links: Tensor): Tensor {
  const sums = (values: Tensor, backwards: number): Tensor =>
    run(kernel.RUNNING_SUMS, { values, links }, { backwards });
  return withGradient(
    [steps],
    () => sums(steps, 0), // [positions, width]
    (upstream) => [sums(upstream, 1)],
  );
}

/**
 * The first layer: each feature adds its slots' rows of the table, scaled by each member in its own
 * way; then bias, ReLU and dropout. Wide one-hot columns are never written out.
 *
 * @param table - Shape [positions, width].
 * @param scales - Shape [features, members].
 * @param bias - Shape [width].
 * @returns Shape [batch * members, width], the members of a row one after the other.
 */
export function additiveLayer(
  { table, scales, bias }: { table: Tensor; scales: Tensor; bias: Tensor },
  batch: SlotBatch,
  dropout: Dropout,
): Tensor {
  return withGradient(
    [table, scales, bias],
    () => run(kernel.ADDITIVE_LAYER, { table, scales, bias, ...batch }, { ...dropout }),
    (upstream, activated, [heights, factors]) => {
      const active = passActive(upstream, activated, dropout); // [batch * members, width]
      const from = { upstream: active, table: heights!, scales: factors!, ...batch };
      const [tableGradient, scaleGradient] = run<Tensor[]>(kernel.ADDITIVE_LAYER_GRADIENT, from);
      return [tableGradient!, scaleGradient!, columnSums(active)];
    },
  );
}

/**
 * @param input - Shape [rows, inner].
 * @param weights - Shape [inner, width].
 * @param bias - Shape [width].
 * @returns after ReLU and dropout. Shape [rows, width].
 */
export function denseLayer(
  input: Tensor,
  { weights, bias }: { weights: Tensor; bias: Tensor },
  dropout: Dropout,
): Tensor {
  return withGradient(
    [input, weights, bias],
    () => run(kernel.DENSE_LAYER, { input, weights, bias }, { ...dropout }),
    (upstream, activated, [given, matrix]) => {
      const active = passActive(upstream, activated, dropout); // [rows, width]
      const turned = transpose(matrix!); // [width, inner]
      const from = { upstream: active, input: given!, turned };
      const [inputGradient, weightGradient] = run<Tensor[]>(kernel.DENSE_LAYER_GRADIENT, from);
      return [inputGradient!, weightGradient!, columnSums(active)];
    },
  );
}

/**
 * Each member's own answer from the shared hidden layer.
 *
 * @param hidden - Shape [batch * members, width].
 * @param heads - Shape [members, width].
 * @param bias - Shape [members].
 * @returns log-odds. Shape [batch, members].
 */
export function memberHeads(
  hidden: Tensor,
  { heads, bias }: { heads: Tensor; bias: Tensor },
): Tensor {
  return withGradient(
    [hidden, heads, bias],
    () => run(kernel.MEMBER_HEADS, { hidden, heads, bias }),
    (upstream, _logits, [given, own]) => {
      const from = { upstream, hidden: given!, heads: own! };
      const [hiddenGradient, headGradients] = run<Tensor[]>(kernel.MEMBER_HEADS_GRADIENT, from);
      return [hiddenGradient!, headGradients!, columnSums(upstream)];
    },
  );
}

/**
 * The mean over rows and members of each member's own log-loss: members must not lean on each other.
 *
 * @param logits - Shape [batch, members].
 * @param labels - 0 or 1. Shape [batch, 1].
 * @param weights - Shape [batch, 1].
 * @returns Shape [].
 */
export function meanLogLoss(logits: Tensor, labels: Tensor, weights: Tensor): Tensor {
  return withGradient(
    [logits],
    () => {
      // log(1 + e^z) - yz, without overflow
      const softplus = add(relu(logits), log1p(exp(neg(abs(logits))))); // [batch, members]
      return div(sum(mul(weights, sub(softplus, mul(labels, logits)))), logits.size); // []
    },
    (upstream, _loss, [said]) => {
      const surprise = sub(sigmoid(said!), labels); // [batch, members]
      return [mul(mul(surprise, weights), div(upstream, logits.size))]; // [batch, members]
    },
  );
}

const passActive = (upstream: Tensor, activated: Tensor, { rate }: Dropout): Tensor =>
  run(kernel.PASS_ACTIVE, { upstream, activated }, { rate });

const columnSums = (values: Tensor): Tensor => run(kernel.COLUMN_SUMS, { values });
