import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { ModelModule } from '#model';

import { DatasetBuilder } from './dataset.js';
import { Fitting } from './fitting.js';
import { TrainingCron } from './training.cron.js';
import { TrainingRunController } from './training-run.controller.js';
import { TrainingRunStore } from './training-run.store.js';
import { TrainingRuns } from './training-runs.js';
import { TrainingWorker } from './training.worker.js';
import { WorkerFitting } from './worker-fitting.js';

@Module({
  imports: [LeadsModule, ModelModule],
  controllers: [TrainingRunController],
  providers: [
    DatasetBuilder,
    TrainingCron,
    TrainingRuns,
    TrainingRunStore,
    TrainingWorker,
    { provide: Fitting, useClass: WorkerFitting },
  ],
  exports: [TrainingRuns],
})
export class TrainingModule {}
