/** A leaf: the environment and the settings file, typed, described and checked at start. */
export { Env, InvalidConfigurationError, readEnv, type Role } from './env.js';
export { IsOpeningHours, type OpeningHours } from './opening-hours.js';
export {
  BandSettings,
  ConnectionSettings,
  DealershipSettings,
  GroupSettings,
  Settings,
} from './settings.js';
export { parseSettings, readSettings } from './settings-file.js';
