import { workerData, type MessagePort } from 'node:worker_threads';
import { openTensorBackend } from '#model/fitting';
import { trainEnsemble } from '../../src/model/net/ensemble-training.js';
import { sameNet } from './same-net.js';

/** Encodes leads and trains until it is ended. */
await openTensorBackend();
(workerData as { ready: MessagePort }).ready.close();
for (;;) {
  const { problem, settings } = sameNet(5000);
  await trainEnsemble(problem, settings);
}
