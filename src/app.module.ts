import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from '#config';
import { AccessModule } from '#access';
import { CrmModule } from '#crm';
import { FeedbackModule } from '#feedback';
import { IngestionModule } from '#ingestion';
import { LeadsModule } from '#leads';
import { ModelModule } from '#model';
import { PlatformModule } from '#platform';
import { PredictionModule } from '#prediction';
import { TrainingModule, TrainingThread } from '#training';
import { WebModule } from '#web';
import { WebhooksModule } from '#webhooks';
import { WritebackModule } from '#writeback';
import { migrations } from '../migrations/index.js';
import type { AppOptions } from './app-options.js';
import { trainingThread } from './worker-training-thread.js';

/** The house: every room, in the order a lead travels through them. */
@Module({})
export class AppModule {
  static forRoot(options: AppOptions): DynamicModule {
    const { env, settings, databaseUrl, secretKey } = options;
    const thread = trainingThread(options);
    return {
      module: AppModule,
      global: true,
      imports: [
        PlatformModule.forRoot({
          databaseUrl,
          migrations,
          poolSize: env.DATABASE_POOL_SIZE,
          listen: env.DATABASE_LISTEN === 'true',
          works: env.ROLE !== 'api',
          logLevel: env.LOG_LEVEL,
        }),
        AccessModule.forRoot({ env, secretKey }),
        LeadsModule,
        CrmModule,
        IngestionModule,
        ModelModule,
        TrainingModule,
        PredictionModule,
        WritebackModule,
        WebhooksModule,
        FeedbackModule,
        WebModule,
      ],
      providers: [
        { provide: Settings, useValue: settings },
        ...(thread ? [{ provide: TrainingThread, useValue: thread }] : []),
      ],
      exports: [Settings, ...(thread ? [TrainingThread] : [])],
    };
  }
}
