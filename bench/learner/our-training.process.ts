import { openTensorBackend } from '#model/fitting';
import { readEnsembleSettings } from '../../src/model/estimators/ensemble-settings.js';
import { trainEnsemble } from '../../src/model/net/ensemble-training.js';
import { sameNet } from './same-net.js';

export interface TrainingAnswer {
  /** As TensorFlow.js trains it. */
  plain: { seconds: number; loss: number };
  /** As we do, with dropout, decay, clipping and the average of the weights. */
  full: { seconds: number };
}

process.on('message', ({ rows }: { rows: number }) => void answer(rows));

async function answer(rows: number): Promise<void> {
  await openTensorBackend();
  const small = sameNet(256);
  await trainEnsemble(small.problem, small.settings); // compiles
  const net = sameNet(rows);
  const { problem, settings } = net;
  let began = performance.now();
  const weights = await trainEnsemble(problem, settings);
  const plain = { seconds: (performance.now() - began) / 1000, loss: net.lossOf(weights) };
  const { candidates, ...usual } = readEnsembleSettings({});
  const full = {
    ...settings,
    ...usual,
    ...candidates[0]!,
    batchSize: settings.batchSize,
    epochs: 1,
  };
  began = performance.now();
  await trainEnsemble(problem, full);
  const reply: TrainingAnswer = { plain, full: { seconds: (performance.now() - began) / 1000 } };
  process.send!(reply);
}
