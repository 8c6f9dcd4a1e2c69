import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { Clock, SystemClock } from './clock.js';
import { dataSourceOptions } from './database/connection-pool.js';
import { hasPendingMigrations, type MigrationClass } from './database/migrate.js';
import { Jobs } from './jobs/jobs.js';
import { ProgressStreams } from './http/progress-streams.js';
import { HealthController } from './observability/health.controller.js';
import { Metrics } from './observability/metrics.js';
import { Schedules } from './schedules/schedules.js';
import { READINESS_CHECKS, type ReadinessCheck } from './observability/readiness.js';

export interface PlatformOptions {
  databaseUrl: string;
  poolSize: number;
  listen: boolean;
  works: boolean;
  logLevel: string;
  migrations: MigrationClass[];
}

@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    const migrated: ReadinessCheck = {
      check: async () => {
        const pending = await hasPendingMigrations(options.databaseUrl, options.migrations);
        const detail = pending ? 'run: npm run migrate' : 'all applied';
        return { name: 'migrations', up: !pending, required: true, detail };
      },
    };
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(options.databaseUrl, options.poolSize),
          autoLoadEntities: true,
        }),
        ScheduleModule.forRoot(),
        // On no route: a request is logged by `logRequests`, and no other line carries anything of it.
        LoggerModule.forRoot({ pinoHttp: { level: options.logLevel }, forRoutes: [] }),
      ],
      controllers: [HealthController],
      providers: [
        Metrics,
        ProgressStreams,
        { provide: Clock, useClass: SystemClock },
        {
          provide: Jobs,
          inject: [Metrics],
          useFactory: (metrics: Metrics) =>
            new Jobs(
              { ...options, poolSize: Math.max(4, Math.ceil(options.poolSize / 2)) },
              metrics,
            ),
        },
        {
          provide: Schedules,
          inject: [SchedulerRegistry],
          useFactory: (registry: SchedulerRegistry) =>
            new Schedules(registry, { runs: options.works }),
        },
        { provide: READINESS_CHECKS, useValue: [migrated] },
      ],
      exports: [Metrics, ProgressStreams, Clock, Jobs, Schedules, READINESS_CHECKS],
    };
  }
}
