import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { TrainingRuns } from '#training';
import { AppModule } from './app.module.js';
import type { TrainingOrder } from './worker-training-thread.js';

/** The thread that works one training run from the first lead read to the verdict, and ends. */
const { groupId, ...house } = workerData as TrainingOrder;
const app = await NestFactory.createApplicationContext(AppModule.forRoot(house), {
  bufferLogs: true,
  abortOnError: false,
});
app.useLogger(app.get(Logger));
try {
  await app.get(TrainingRuns).run(groupId);
} finally {
  await app.close();
}
