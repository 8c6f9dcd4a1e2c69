/** What went wrong, in HTTP-free words; the problem filter gives each its status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/** A fault somebody can act on. `code` is stable for programs, `message` tells a person what to do. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** Shown to the caller beside the message: never personal data. */
  readonly details: Record<string, unknown>;

  constructor(
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? {};
  }
}

/** One field that cannot be used as it was sent. */
export abstract class FieldFaultError extends DomainError {
  readonly kind = 'invalid';

  /** @param problem - Goes on where the field's name ends: "is too short". */
  constructor(field: string, problem: string, says: string) {
    super(says, { details: { faults: [{ field, problem }] } });
  }
}
