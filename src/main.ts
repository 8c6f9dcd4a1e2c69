import 'reflect-metadata';
import { InvalidConfigurationError, readEnv, readSettings } from '#config';
import { SmtpDoor } from '#ingestion';
import { FolderInUseError } from '#platform';
import { launch, onSignal } from './launch.js';

/** Serves what the settings file says until it is told to stop. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const settings = readSettings(env.SETTINGS_FILE, process.env);
  const { app, stop } = await launch({ env, settings });
  onSignal(stop);
  await app.listen({ port: env.PORT, host: env.HOST });
  if (env.ROLE !== 'worker') await app.get(SmtpDoor).open();
}

main().catch((error: unknown) => {
  const expected = error instanceof InvalidConfigurationError || error instanceof FolderInUseError;
  process.stderr.write(`${expected ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});
