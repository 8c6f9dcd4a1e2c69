import 'reflect-metadata';
import { CommanderError } from 'commander';
import { Env, InvalidConfigurationError, readEnv } from '#config';
import { FolderInUseError } from '#platform';
import { runDemo } from './demo/run.js';
import { readOptions } from './demo/options.js';
import { NoChampionError } from './demo/turn.js';

async function main(): Promise<number> {
  const options = readOptions(process.argv);
  // The simulated CRM listens on loopback, where a real connection may not call.
  const allowed = { OUTBOUND_ALLOW: '127.0.0.1', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error' };
  const env: Env = readEnv({ ...process.env, ...allowed });
  return runDemo(options, env);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const expected =
      error instanceof InvalidConfigurationError ||
      error instanceof FolderInUseError ||
      error instanceof NoChampionError ||
      error instanceof CommanderError;
    process.stderr.write(`${expected ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exit(1);
  },
);
