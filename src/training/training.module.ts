import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { ModelModule } from '#model';

import { Contenders } from './contenders.js';
import { CourtController } from './court/court.controller.js';
import { CourtRulingStore } from './court/court-ruling.store.js';
import { LabelCourt } from './court/label-court.js';
import { DatasetBuilder } from './dataset.js';
import { Fitting, InProcessFitting } from './fitting.js';
import { TrainingPipeline } from './training-pipeline.js';
import { TrainingCron } from './training.cron.js';
import { TrainingRunController } from './training-run.controller.js';
import { TrainingRunStore } from './training-run.store.js';
import { TrainingRuns } from './training-runs.js';
import { TrainingWorker } from './training.worker.js';
import { FIT_WORKER, WorkerFitting } from './worker-fitting.js';

/**
 * A thread needs the compiled worker file; run from source, as tests are, there is none. A run that
 * has a thread to itself needs no second one.
 */
const fittingHere = (): Fitting =>
  isMainThread && existsSync(FIT_WORKER) ? new WorkerFitting() : new InProcessFitting();

@Module({
  imports: [LeadsModule, ModelModule],
  controllers: [CourtController, TrainingRunController],
  providers: [
    Contenders,
    CourtRulingStore,
    DatasetBuilder,
    LabelCourt,
    TrainingCron,
    TrainingPipeline,
    TrainingRuns,
    TrainingRunStore,
    TrainingWorker,
    { provide: Fitting, useFactory: fittingHere },
  ],
  exports: [TrainingRuns],
})
export class TrainingModule {}
