import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readEnv, readSettings, type Settings } from '#config';
import { type Dealership, Directory } from '#access';
import { launch } from '../launch.js';

export interface OpenApp {
  app: NestFastifyApplication;
  settings: Settings;
}

/** Opens the application for one command: no HTTP, no jobs worked, closed whatever happens. */
export async function withApp<T>(work: (open: OpenApp) => Promise<T>): Promise<T> {
  const env = readEnv({ LOG_LEVEL: 'warn', ...process.env, ROLE: 'api' });
  const settings = readSettings(env.SETTINGS_FILE, process.env);
  const { app, stop } = await launch({ env, settings });
  try {
    return await work({ app, settings });
  } finally {
    await stop();
  }
}

/** @throws Error listing the keys there are, when `key` is not one or is needed. */
export async function dealershipByKey(
  app: INestApplicationContext,
  key?: string,
): Promise<Dealership> {
  const directory = app.get(Directory);
  const groups = await directory.groups();
  const all = (await Promise.all(groups.map((group) => directory.dealershipsOf(group.id)))).flat();
  const found = key === undefined && all.length === 1 ? all[0] : all.find((one) => one.key === key);
  if (found) return found;
  throw new Error(`Name a dealership with --dealership: ${all.map((one) => one.key).join(', ')}.`);
}
