import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs } from '#platform';
import { TrainingRuns, type TrainingRun } from '#training';
import type { Launched } from '../../src/launch.js';
import { say } from '../stage.js';
import { TrainedRooftop } from '../trained.js';
import { delayOver, delayWhile, type LoopDelay } from './event-loop.js';

const LOOK_EVERY_MS = 500;
/** Looks without a job left before the application counts as calm. */
const CALM_LOOKS = 4;

export interface WholeRun {
  alone: LoopDelay;
  training: LoopDelay;
  seconds: number;
  leads: number;
  verdict: string;
}

/**
 * How late the timers of a process that serves and works (ROLE=all) are while a training run asked for by its
 * queue goes from the first lead read to the verdict.
 */
export async function measureWholeRun(seconds: number): Promise<WholeRun> {
  const rooftop = await TrainedRooftop.open();
  const { launched } = await rooftop.serve({ ROLE: 'all' });
  try {
    await calm(launched);
    const alone = await delayOver(seconds);
    const started = performance.now();
    const { delay, result } = await delayWhile(() => trained(launched, rooftop.dealership.groupId));
    say(result.verdict ?? result.state);
    return {
      alone,
      training: delay,
      seconds: (performance.now() - started) / 1000,
      leads: rooftop.counts.leads,
      verdict: result.verdict ?? result.state,
    };
  } finally {
    await launched.stop();
    await rooftop.close();
  }
}

/** As the nightly schedule would have it: asked for, worked by whoever works the queue. */
async function trained({ app }: Launched, groupId: string): Promise<TrainingRun> {
  const runs = app.get(TrainingRuns);
  const { id } = await runs.request(groupId, 'bench');
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const run = await runs.find(groupId, id);
    if (run.state === 'failed') throw new Error(run.verdict ?? run.state);
    if (run.state !== 'queued' && run.state !== 'running') return run;
  }
}

async function calm({ app }: Launched): Promise<void> {
  for (let looks = 0; looks < CALM_LOOKS;) {
    const queues = await app.get(Jobs).backlog();
    looks = queues.some(({ waiting, running }) => waiting + running > 0) ? 0 : looks + 1;
    await sleep(LOOK_EVERY_MS);
  }
}
