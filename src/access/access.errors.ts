import { DomainError, FieldFaultError } from '#platform';

export class UnauthenticatedError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  readonly kind = 'unauthenticated';
}

export class ScopeMissingError extends DomainError {
  readonly code = 'SCOPE_MISSING';
  readonly kind = 'forbidden';

  constructor(scopes: readonly string[]) {
    super(
      `This needs the scope '${scopes.join("' or '")}'. Ask an admin for a key or a role that has it.`,
    );
  }
}

export class StoreWideError extends DomainError {
  readonly code = 'STORE_WIDE';
  readonly kind = 'forbidden';

  constructor() {
    super('This tells of the whole store; a salesperson sees their own leads. Ask a manager.');
  }
}

export class DealershipNotYoursError extends DomainError {
  readonly code = 'DEALERSHIP_NOT_FOUND';
  readonly kind = 'not-found';

  constructor() {
    super('No such dealership among yours. GET /v1/dealerships lists them.');
  }
}

export class DealershipMissingError extends DomainError {
  readonly code = 'DEALERSHIP_MISSING';
  readonly kind = 'invalid';

  constructor() {
    super('You act for several dealerships: name one by its key in the header X-Dealership.');
  }
}

export class SignInRefusedError extends DomainError {
  readonly code = 'SIGN_IN_REFUSED';
  readonly kind = 'unauthenticated';

  constructor() {
    super('E-mail, password or code do not match an account, or it is locked for some minutes.');
  }
}

/** Somebody is signed in all the same: only the change is refused. */
export class CurrentPasswordWrongError extends FieldFaultError {
  readonly code = 'CURRENT_PASSWORD_WRONG';

  constructor() {
    super(
      'current',
      'is not the present password',
      'This is not the present password. Nothing was changed.',
    );
  }
}

export class SecondFactorNeededError extends DomainError {
  readonly code = 'SECOND_FACTOR_NEEDED';
  readonly kind = 'unauthenticated';

  constructor() {
    super(
      'Send the code of your authenticator app, or a recovery code, as `code` with the password.',
    );
  }
}

export class SecondFactorWrongError extends FieldFaultError {
  readonly code = 'SECOND_FACTOR_WRONG';

  constructor() {
    super(
      'code',
      'is no code of now',
      'This is no code of now. Look at the app again; the clock of the phone must be right.',
    );
  }
}

export class SecondFactorNotStartedError extends DomainError {
  readonly code = 'SECOND_FACTOR_NOT_STARTED';
  readonly kind = 'conflict';

  constructor() {
    super('There is nothing to confirm. Start with POST /v1/me/second-factor.');
  }
}

export class PasswordWeakError extends FieldFaultError {
  readonly code = 'PASSWORD_WEAK';

  constructor(shortest: number) {
    super(
      'password',
      'is too short or too easily guessed',
      `Choose ${shortest} characters or more that nobody would try first: three words will do.`,
    );
  }
}

export class OidcAbsentError extends DomainError {
  readonly code = 'SINGLE_SIGN_ON_ABSENT';
  readonly kind = 'not-found';

  constructor() {
    super(
      'There is no single sign-on here. An operator sets OIDC_ISSUER; until then use a password.',
    );
  }
}

/** Shown by the desk, which is where the browser is sent. */
export class OidcRefusedError extends DomainError {
  readonly code = 'SINGLE_SIGN_ON_REFUSED';
  readonly kind = 'unauthenticated';

  constructor(cause?: unknown) {
    super('The sign-in provider did not vouch for an account here. Try again, or ask an admin.', {
      cause,
    });
  }
}

export class NotSignedInError extends DomainError {
  readonly code = 'NOT_SIGNED_IN';
  readonly kind = 'forbidden';

  constructor() {
    super('An API key has no account of its own. Sign in at the desk for this.');
  }
}

export class SessionNotFoundError extends DomainError {
  readonly code = 'SESSION_NOT_FOUND';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such session of yours; it may have ended.');
  }
}

export class StaffNotFoundError extends DomainError {
  readonly code = 'STAFF_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no member of staff ${id} whom you manage. GET /v1/staff lists them.`);
  }
}

export class EmailTakenError extends DomainError {
  readonly code = 'EMAIL_TAKEN';
  readonly kind = 'conflict';

  constructor() {
    super('There is an account with this e-mail already. Change that one, or take another e-mail.');
  }
}

export class NotOneselfError extends DomainError {
  readonly code = 'NOT_ONESELF';
  readonly kind = 'conflict';

  constructor() {
    super('Nobody changes their own role or rooftops, or leaves by themselves. Ask another admin.');
  }
}

export class LinkEndedError extends DomainError {
  readonly code = 'LINK_ENDED';
  readonly kind = 'unauthenticated';

  constructor() {
    super('This link was used, replaced or is too old. Ask an admin for a new one.');
  }
}

export class SealBrokenError extends DomainError {
  readonly code = 'SEAL_BROKEN';
  readonly kind = 'unavailable';

  constructor(cause?: unknown) {
    super('Sealed data cannot be opened: neither SECRET_KEY nor SECRET_KEY_PREVIOUS sealed it.', {
      cause,
    });
  }
}

export class ApiKeyNotFoundError extends DomainError {
  readonly code = 'API_KEY_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no API key ${id} among yours.`);
  }
}
