import { existsSync } from 'node:fs';
import { Worker, isMainThread } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Env } from '#config';
import { TrainingCrashError, TrainingThread } from '#training';
import type { AppOptions } from './app-options.js';

/** The compiled `train.worker.ts` beside this file. */
const TRAIN_WORKER = new URL('./train.worker.js', import.meta.url);

/** Reading, fitting and deciding one after another need no more; progress is saved meanwhile. */
const POOL_SIZE = 3;

/** What the thread is told; the data is copied into it. */
export type TrainingOrder = AppOptions & { groupId: string };

/** A run in a worker thread, with an application of its own that serves nothing and works no jobs. */
export class WorkerTrainingThread extends TrainingThread implements OnApplicationShutdown {
  private readonly running = new Set<Worker>();

  /** @param execArgv - What Node is told in the thread, where that is not what holds here anyway. */
  constructor(
    private readonly options: AppOptions,
    private readonly script: URL = TRAIN_WORKER,
    private readonly execArgv?: string[],
  ) {
    super();
  }

  async run(groupId: string): Promise<void> {
    const { env } = this.options;
    const quiet = { ROLE: 'api', DATABASE_LISTEN: 'false', DATABASE_POOL_SIZE: POOL_SIZE } as const;
    const order: TrainingOrder = {
      ...this.options,
      env: Object.assign(new Env(), env, quiet),
      groupId,
    };
    const worker = this.begin(order);
    this.running.add(worker);
    await new Promise<void>((done, failed) => {
      worker.once('error', (error) => failed(new TrainingCrashError(error.message)));
      worker.once('exit', (code) => {
        const stopped = !this.running.delete(worker);
        if (stopped) failed(new Error('The training thread was stopped.'));
        else if (code === 0) done();
        else failed(new TrainingCrashError(`code ${code}`));
      });
    });
  }

  private begin(workerData: TrainingOrder): Worker {
    try {
      return new Worker(this.script, {
        workerData,
        ...(this.execArgv && { execArgv: this.execArgv }),
      });
    } catch (error) {
      throw new TrainingCrashError((error as Error).message);
    }
  }

  /** Jobs had their time to end by now. */
  async onApplicationShutdown(): Promise<void> {
    const stopped = [...this.running];
    this.running.clear();
    await Promise.all(stopped.map((worker) => worker.terminate()));
  }
}

/** None within such a thread, nor where the program runs from source, as tests do. */
export const trainingThread = (options: AppOptions): TrainingThread | undefined =>
  isMainThread && existsSync(TRAIN_WORKER) ? new WorkerTrainingThread(options) : undefined;
