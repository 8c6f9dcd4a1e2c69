import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import { Env, parseSettings } from '#config';
import { ApiKeys, Directory, SCOPES, type Dealership, type Scope } from '#access';
import { launch } from '../../src/launch.js';
import { testDatabase } from './database.js';

export interface TestApp {
  app: NestFastifyApplication;
  /** Such as http://127.0.0.1:41234. */
  url: string;
  databaseUrl: string;
  dealership(key: string): Promise<Dealership>;
  /** A key for one dealership, or with `null` for the whole group of `of`. */
  apiKey(of: string, scopes?: Scope[], wholeGroup?: boolean): Promise<string>;
  stop(): Promise<void>;
}

/**
 * The whole application on a database of its own, listening on loopback, as `npm start` would run it.
 *
 * @param clientDir - Where the desk was built to; without it the API runs alone.
 */
export async function testApp(
  settingsYaml: string,
  env: Partial<Env> = {},
  clientDir?: string,
): Promise<TestApp> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'lead-likelihood-app-'));
  const settings = parseSettings(settingsYaml, {}, 'test settings');
  // Or tests that run at night would find a training run that none of them asked for.
  for (const group of settings.groups) group.trainAt = inHalfADay(group.timeZone);
  const options = {
    LOG_LEVEL: 'error',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    SECRET_KEY: 'a key for tests that is long enough to be one',
    OUTBOUND_ALLOW: ['127.0.0.1'],
    // Others take minutes to learn; the contest of families has tests of its own.
    MODEL_FAMILIES: ['logistic'],
  };
  const launched = await launch({
    env: Object.assign(new Env(), options, env),
    settings,
    ...(clientDir === undefined ? {} : { clientDir }),
  });
  const { app } = launched;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const dealership = async (key: string): Promise<Dealership> => {
    const directory = app.get(Directory);
    for (const group of await directory.groups())
      for (const found of await directory.dealershipsOf(group.id))
        if (found.key === key) return found;
    throw new Error(`The test's settings have no dealership ${key}.`);
  };
  return {
    app,
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    databaseUrl: database.url,
    dealership,
    apiKey: async (of, scopes = [...SCOPES], wholeGroup = false) => {
      const { id, groupId } = await dealership(of);
      const dealershipId = wholeGroup ? null : id;
      return (await app.get(ApiKeys).issue({ groupId, dealershipId, name: 'test', scopes })).key;
    },
    stop: async () => {
      await launched.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const inHalfADay = (timeZone: string): string =>
  DateTime.now().setZone(timeZone).plus({ hours: 12 }).toFormat('HH:mm');
