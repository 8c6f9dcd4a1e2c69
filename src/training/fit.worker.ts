import { parentPort, workerData } from 'node:worker_threads';

import { LocalFittingSession, type OnProgress } from './fitting.js';
import type { Answer, Call, FittingStart } from './fitting-messages.js';
import { decoded, decodedExamples } from './shared-table.js';

/** The thread in which a challenger learns: it answers the calls of one WorkerFittingSession, in order. */
const { recipe, learned } = workerData as FittingStart;
const session = new LocalFittingSession(recipe, learned);
const port = parentPort;
if (!port) throw new Error('fit.worker runs as a worker thread; start it through WorkerFitting.');

const say = (answer: Answer): void => port.postMessage(answer);

function work(call: Call): Promise<unknown> {
  const onProgress: OnProgress = (done, phrase) =>
    say({ id: call.id, kind: 'progress', done, phrase });
  if (call.method === 'fit') {
    const [train, validation] = [call.train, call.validation].map(decodedExamples);
    return session.fit(train!, validation!, onProgress, call.learned);
  }
  if (call.method === 'refit') return session.refit(decodedExamples(call.examples), onProgress);
  if (call.method === 'logOdds') return session.logOdds(decoded(call.table));
  if (call.method === 'hazards')
    return session.hazards(call.followed, call.horizonDays, call.atDays);
  if (call.method === 'foretell')
    return session.foretell(call.followed, call.asked, call.horizonDays);
  return session.state();
}

port.on('message', (call: Call) => {
  work(call).then(
    (result) => say({ id: call.id, kind: 'done', result }),
    (error: unknown) => say({ id: call.id, kind: 'failed', error: error as Error }),
  );
});
