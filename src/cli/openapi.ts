import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Command } from 'commander';
import { Env, Settings } from '#config';
import { AppModule } from '../app.module.js';
import { httpAdapter } from '../app.setup.js';
import { openApiDocument } from '../openapi.js';

const FILE = 'docs/openapi.json';

export function addOpenApi(program: Command): void {
  program
    .command('openapi')
    .description(`write the API's description to ${FILE}`)
    .option('--check', 'only tell whether the file is fresh')
    .action(async ({ check }: { check?: true }) => {
      const fresh = `${JSON.stringify(await document(), null, 2)}\n`;
      if (!check) return writeFileSync(FILE, fresh);
      if (readFileSync(FILE, 'utf8') !== fresh)
        throw new Error(`${FILE} is stale. Run: npm run build && npm run openapi`);
      process.stdout.write(`${FILE} is fresh.\n`);
    });
}

/** Built in preview mode: no provider is made, so no database is needed. */
async function document(): Promise<object> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({
      env: new Env(),
      settings: new Settings(),
      databaseUrl: 'postgres://none',
      secretKey: 'only routes are read here, nothing is sealed',
    }),
    httpAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
  return openApiDocument(app);
}
