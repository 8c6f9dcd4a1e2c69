import { DomainError } from '#platform';

/** One thing wrong in a connection's settings or in a mapping file. */
export interface SettingsFault {
  key: string;
  problem: string;
  fix: string;
}

/** The outside system cannot answer now: asking again later may help, nothing was lost. */
export class CrmUnavailableError extends DomainError {
  readonly code = 'CRM_UNAVAILABLE';
  readonly kind = 'unavailable';
  /** How long the system asked us to wait, where it said so. */
  readonly retryAfterMs?: number;

  constructor(message: string, options: { retryAfterMs?: number; status?: number } = {}) {
    super(message, { details: { ...options } });
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** Our credentials were refused, or somebody's proof towards us does not hold. */
export class CrmAuthError extends DomainError {
  readonly code = 'CRM_AUTH_REFUSED';
  readonly kind = 'unauthenticated';
  readonly status?: number;

  constructor(message: string, options: { status?: number } = {}) {
    super(message, { details: { ...options } });
    if (options.status !== undefined) this.status = options.status;
  }
}

/** The outside system answered, but not in the way its connection's settings say it would. */
export class CrmProtocolError extends DomainError {
  readonly code = 'CRM_PROTOCOL';
  readonly kind = 'conflict';
  readonly status?: number;

  constructor(message: string, options: { status?: number } = {}) {
    super(message, { details: { ...options } });
    if (options.status !== undefined) this.status = options.status;
  }
}

/** A connection points at an address inside our own network. */
export class CrmAddressRefusedError extends DomainError {
  readonly code = 'CRM_ADDRESS_REFUSED';
  readonly kind = 'invalid';
}

/** Settings or a mapping that cannot work; `faults` lists everything wrong, not only the first. */
export class CrmSettingsError extends DomainError {
  readonly code = 'CRM_SETTINGS_INVALID';
  readonly kind = 'invalid';

  constructor(
    subject: string,
    readonly faults: readonly SettingsFault[],
  ) {
    const lines = faults.map(({ key, problem, fix }) => `  ${key}: ${problem}. ${fix}`);
    super(`${subject} cannot be used:\n${lines.join('\n')}`, { details: { faults } });
  }
}

export class CrmDialectUnknownError extends DomainError {
  readonly code = 'CRM_DIALECT_UNKNOWN';
  readonly kind = 'invalid';

  constructor(dialect: string, known: readonly string[]) {
    super(`No CRM dialect '${dialect}'. Known dialects: ${known.join(', ')}.`, {
      details: { known },
    });
  }
}

/** A file that cannot be read on: missing, cut off, or not what its name says. */
export class CrmFileError extends DomainError {
  readonly code = 'CRM_FILE_UNREADABLE';
  readonly kind = 'invalid';
}
