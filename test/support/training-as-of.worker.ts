import { workerData } from 'node:worker_threads';
import { SystemClock } from '#platform';

/** The training thread, at the instant that a test has set. */
const { asOf } = workerData as { asOf: Date };
SystemClock.prototype.now = () => asOf;
await import('../../src/train.worker.js');
