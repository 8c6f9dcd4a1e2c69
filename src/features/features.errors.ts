import { DomainError } from '#platform';

/** A cutoff, an outcome instant or a "now" that is no instant at all. */
export class InvalidInstantError extends DomainError {
  readonly code = 'INVALID_INSTANT';
  readonly kind = 'invalid';

  constructor(field: string) {
    super(`'${field}' is not a valid date and time; pass an instant such as 2026-03-01T12:00:00Z.`);
  }
}

/** A dealership whose time zone nobody knows: its hours and weekdays cannot be told. */
export class UnknownTimeZoneError extends DomainError {
  readonly code = 'UNKNOWN_TIME_ZONE';
  readonly kind = 'invalid';

  constructor(dealershipId: string, timeZone: string) {
    super(
      `Dealership ${dealershipId} has the time zone '${timeZone}', which is not an IANA zone; ` +
        `set one such as 'America/Chicago'.`,
    );
  }
}

/** A schema names a feature that this version of the code does not build. */
export class UnknownFeatureError extends DomainError {
  readonly code = 'UNKNOWN_FEATURE';
  readonly kind = 'conflict';

  constructor(name: string) {
    super(
      `The schema names the feature '${name}', which this version does not build; ` +
        `serve it with the version it was trained with, or train again.`,
    );
  }
}

/** Somebody asked for a feature that may never be one. */
export class DeniedFeatureError extends DomainError {
  readonly code = 'DENIED_FEATURE';
  readonly kind = 'forbidden';

  constructor(name: string, reason: string) {
    super(`'${name}' ${reason}. Take it out of the schema: no setting allows it.`);
  }
}

/** A vector whose value does not fit its column. */
export class MalformedVectorError extends DomainError {
  readonly code = 'MALFORMED_VECTOR';
  readonly kind = 'invalid';

  constructor(name: string, expected: string, found: string) {
    super(`The feature '${name}' should hold ${expected} but holds ${found}.`);
  }
}
