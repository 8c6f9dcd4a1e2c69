import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { repairWasmMatMul } from '../../src/model/backend/wasm-mat-mul.js';
import { EnsembleNet, type EnsembleWeights } from '../../src/model/net/ensemble-net.js';
import { denseRows, firstOrder, sameNet, type SameNet } from './same-net.js';
import { MemberHeads, MemberScales, memberLogLoss } from './stock-layers.js';

export interface StockRequest {
  rows: number;
  /** Whether the wasm backend multiplies with our repair. */
  repaired: boolean;
  predictions: number;
}

export interface StockAnswer {
  fitSeconds: number;
  loss: number;
  predictMicros: number[];
}

let started: Promise<unknown> | undefined;

/** TensorFlow.js as it comes, but for the repair where it is asked for. */
process.on('message', (request: StockRequest) => void answer(request));

async function answer({ rows, repaired, predictions }: StockRequest): Promise<void> {
  started ??= startBackend(repaired);
  await started;
  await fitOnce(sameNet(256)); // compiles
  const net = sameNet(rows);
  const { model, seconds } = await fitOnce(net);
  const reply: StockAnswer = {
    fitSeconds: seconds,
    loss: net.lossOf(weightsOf(model, net)),
    predictMicros: timePredictions(model, net, predictions),
  };
  process.send!(reply);
}

async function startBackend(repaired: boolean): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(fileURLToPath(new URL('.', `file://${entry}`)));
  if (repaired) repairWasmMatMul();
  tf.enableProdMode();
  if (!(await tf.setBackend('wasm'))) throw new Error('The wasm backend does not start.');
}

async function fitOnce(net: SameNet): Promise<{ model: tf.LayersModel; seconds: number }> {
  const { problem, shape, settings } = net;
  const model = modelOf(net);
  const order = firstOrder(net);
  const inputs = tf.tensor2d(denseRows(problem, order), [order.length, shape.positions]);
  const labels = tf.tidy(() =>
    tf.tile(
      tf.tensor2d(
        Float32Array.from(order, (row) => problem.labels[row]!),
        [order.length, 1],
      ),
      [1, shape.members],
    ),
  );
  const began = performance.now();
  await model.fit(inputs, labels, {
    batchSize: settings.batchSize,
    epochs: 1,
    shuffle: false,
    verbose: 0,
    yieldEvery: 'never',
  });
  const seconds = (performance.now() - began) / 1000;
  inputs.dispose();
  labels.dispose();
  return { model, seconds };
}

function modelOf({ problem, shape, settings }: SameNet): tf.LayersModel {
  const owners = new Float32Array(shape.features * shape.positions);
  const { rows, layout } = problem;
  rows.indices.forEach((position, at) => {
    owners[layout.owners[at % rows.slots]! * shape.positions + position] = 1;
  });
  const model = tf.sequential();
  const owned = tf.tensor2d(owners, [shape.features, shape.positions]);
  const scales = new MemberScales(owned, shape.members);
  model.add(tf.layers.inputLayer({ inputShape: [shape.positions] }));
  model.add(scales);
  model.add(tf.layers.dense({ units: shape.width, activation: 'relu' }));
  model.add(tf.layers.dense({ units: shape.width, activation: 'relu' }));
  model.add(new MemberHeads({}));
  const start = new EnsembleNet(shape, layout, {
    priorLogOdds: problem.priorLogOdds,
    seed: settings.seed,
  });
  model.setWeights(
    [
      start.scales,
      start.table,
      start.firstBias,
      start.dense,
      start.denseBias,
      start.heads,
      start.headBias,
    ].map((one) => one.clone()),
  );
  start.dispose();
  const optimizer = tf.train.adam(settings.learningRate, 0.9, 0.999, 1e-8);
  model.compile({ optimizer, loss: memberLogLoss });
  return model;
}

function weightsOf(model: tf.LayersModel, { shape }: SameNet): EnsembleWeights {
  const [scales, table, firstBias, dense, denseBias, heads, headBias] = model
    .getWeights()
    .map((one) => one.dataSync<'float32'>());
  return {
    shape,
    table: table!,
    scales: scales!,
    firstBias: firstBias!,
    dense: dense!,
    denseBias: denseBias!,
    heads: heads!,
    headBias: headBias!,
  };
}

/** One row that is written out already, to its log-odds as numbers. */
function timePredictions(model: tf.LayersModel, net: SameNet, count: number): number[] {
  const { positions } = net.shape;
  const rows = denseRows(
    net.problem,
    Int32Array.from({ length: 256 }, (_, row) => row),
  );
  const micros: number[] = [];
  for (let at = 0; at < count; at++) {
    const row = rows.subarray((at % 256) * positions, ((at % 256) + 1) * positions);
    const began = performance.now();
    tf.tidy(() => (model.predict(tf.tensor2d(row, [1, positions])) as tf.Tensor).dataSync());
    micros.push(1000 * (performance.now() - began));
  }
  return micros.slice(count / 5);
}
