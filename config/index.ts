/** A leaf: the environment and the settings file, typed, described and checked at start. */
export { Env, InvalidConfigurationError, readEnv, type Role } from './env.js';
export {
  BandSettings,
  ConnectionSettings,
  DealershipSettings,
  GroupSettings,
  IsOpeningHours,
  type OpeningHours,
  parseSettings,
  readSettings,
  Settings,
} from './settings.js';
