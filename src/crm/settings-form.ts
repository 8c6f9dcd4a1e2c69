/** One thing that a dialect reads from a connection's settings: enough to draw a field of a form. */
export interface SettingsField {
  /** Where it stands: `auth.tokenUrl`; of a secret `secrets.clientId`. */
  key: string;
  /** `section` holds fields of its own; `any` is read in more than one shape. */
  kind: 'text' | 'number' | 'word' | 'texts' | 'section' | 'secret' | 'any';
  required: boolean;
  /** What to give, in words. */
  help?: string;
  /** The words there are, of a `word`. */
  words?: readonly string[];
  /** What counts where nothing is given. */
  fallback?: string | number;
  min?: number;
  max?: number;
}

/**
 * Given in place of settings, it has a dialect's own reader tell of everything it would read. So a form
 * can never ask for something else than the dialect takes.
 */
export const WHATEVER_IS_READ: Record<string, unknown> = Object.freeze({});

/** Ends a reading of {@link WHATEVER_IS_READ}; caught where it was begun, and never seen outside. */
export class SettingsDescribed extends Error {
  constructor(readonly fields: SettingsField[]) {
    super('Settings were described, not read.');
  }
}
