import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import type { Env, Settings } from '#config';
import { secretKeyFrom } from '#access';
import { migrateUp, startEmbeddedPostgres } from '#platform';
import { serveClient } from '#web';
import { migrations } from '../migrations/index.js';
import { AppModule } from './app.module.js';
import { httpAdapter, setUp } from './app.setup.js';
import { openApiDocument } from './openapi.js';
import { provision } from './provision.js';

const BUILT_CLIENT = join(import.meta.dirname, '..', 'client');

export interface LaunchOptions {
  env: Env;
  settings: Settings;
  /** Where the desk was built to; beside the compiled program unless said otherwise. */
  clientDir?: string;
  /** Told of each step: "database", "migrations", "application". */
  onStep?: (step: string, detail: string) => void;
}

export interface Launched {
  app: NestFastifyApplication;
  databaseUrl: string;
  /** Lets running work finish, then ends the application and the embedded server, if it is ours. */
  stop: () => Promise<void>;
}

/** Database, migrations, application, dealerships: everything up to listening. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { env, settings, onStep } = options;
  const database = await openDatabase(env);
  onStep?.('database', env.DATABASE_URL ? 'the server of DATABASE_URL' : 'embedded PostgreSQL');
  try {
    const applied = await migrateUp(database.url, migrations);
    onStep?.('migrations', applied.length > 0 ? `${applied.length} applied` : 'all applied before');
    const app = await build(options, database.url);
    // Before any worker takes up a job of the last run: its CRM may have moved since.
    await provision(app, settings);
    await app.init();
    onStep?.('application', `${settings.groups.length} dealer group(s)`);
    return {
      app,
      databaseUrl: database.url,
      stop: async () => {
        await app.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function build(
  { env, settings, clientDir = BUILT_CLIENT }: LaunchOptions,
  databaseUrl: string,
): Promise<NestFastifyApplication> {
  const secretKey = secretKeyFrom(env.SECRET_KEY, env.DATA_DIR);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ env, settings, databaseUrl, secretKey }),
    httpAdapter(),
    { bufferLogs: true, rawBody: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  await setUp(app);
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs/openapi.json',
  });
  if (existsSync(clientDir)) await serveClient(app, clientDir);
  return app;
}

async function openDatabase(env: Env): Promise<{ url: string; stop(): Promise<void> }> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir: env.DATA_DIR });
}

/** Runs `stop` once on the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function onSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      void stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`Stopping failed: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
}
