import type { Env, Settings } from '#config';

/** All that the application needs to be told. */
export interface AppOptions {
  env: Env;
  settings: Settings;
  databaseUrl: string;
  /** Seals personal data. */
  secretKey: string;
}
