import { DomainError } from '#platform';

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
    super('E-mail and password do not match an account, or it is locked for some minutes.');
  }
}

export class SealBrokenError extends DomainError {
  readonly code = 'SEAL_BROKEN';
  readonly kind = 'unavailable';

  constructor(cause?: unknown) {
    super('Sealed data cannot be opened: SECRET_KEY is not the one it was sealed with.', { cause });
  }
}

export class ApiKeyNotFoundError extends DomainError {
  readonly code = 'API_KEY_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no API key ${id} among yours.`);
  }
}
