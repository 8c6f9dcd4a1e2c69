import { Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#platform';

import { TRAINING_REQUESTED, type TrainingRequested } from './training.queue.js';
import { TrainingRuns } from './training-runs.js';
import { TrainingThread } from './training-thread.js';
import { TrainingCrashError } from './training.errors.js';

/** Joins the queue to the work. A worker that dies is noticed by its silence, and another takes the run up. */
@Injectable()
export class TrainingWorker implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly runs: TrainingRuns,
    @Optional() private readonly thread?: TrainingThread,
  ) {}

  onModuleInit(): void {
    this.jobs.work<TrainingRequested>(
      TRAINING_REQUESTED,
      {
        concurrency: 1,
        retryLimit: 3,
        retryDelaySeconds: 5,
        expireInSeconds: 3 * 3600,
        heartbeatSeconds: 30,
        oneAtATimePerKey: true,
      },
      async ({ groupId }) => {
        try {
          await (this.thread ?? this.runs).run(groupId);
        } catch (error) {
          if (!(error instanceof TrainingCrashError)) throw error;
          await this.runs.crashed(groupId, error);
        }
      },
    );
  }
}
