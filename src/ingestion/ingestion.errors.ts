import { DomainError } from '#platform';

export class SyncRunningError extends DomainError {
  readonly code = 'SYNC_RUNNING';
  readonly kind = 'conflict';

  constructor(connection: string) {
    super(
      `A sync of ${connection} is running. It will bring what you are waiting for; ask again when it is done.`,
    );
  }
}

export class CursorStuckError extends DomainError {
  readonly code = 'CRM_CURSOR_STUCK';
  readonly kind = 'conflict';

  constructor(connection: string, kind: string) {
    super(
      `The CRM behind ${connection} gives the same page of ${kind} records again and again. Check the paging in its settings.`,
    );
  }
}

export class NotPullableError extends DomainError {
  readonly code = 'CONNECTION_NOT_PULLABLE';
  readonly kind = 'conflict';

  constructor(connection: string) {
    super(`Connection ${connection} only takes what is posted to it; there is nothing to pull.`);
  }
}

export class ConnectionPausedError extends DomainError {
  readonly code = 'CONNECTION_PAUSED';
  readonly kind = 'conflict';

  constructor(connection: string) {
    super(
      `Connection ${connection} is paused. Resume it with POST /v1/connections/${connection}/resume.`,
    );
  }
}

export class ConnectionKeyTakenError extends DomainError {
  readonly code = 'CONNECTION_KEY_TAKEN';
  readonly kind = 'conflict';

  constructor(key: string, by: string) {
    super(`The key ${key} is taken: ${by}. Choose another one.`);
  }
}

export class ConnectionOwnedError extends DomainError {
  readonly code = 'CONNECTION_NOT_YOURS_TO_CHANGE';
  readonly kind = 'conflict';

  constructor(key: string, origin: 'settings' | 'built-in') {
    super(
      origin === 'settings'
        ? `Connection ${key} is written down in the settings file: change it there and start again. It can be paused here.`
        : `Connection ${key} is a door that every dealership has. It can be paused, not changed or removed.`,
    );
  }
}

export class StatusMeaningError extends DomainError {
  readonly code = 'STATUS_MEANING';
  readonly kind = 'invalid';

  constructor() {
    super('With the outcome EXCLUDED say why, in excludedReason; with any other leave it out.');
  }
}

export class BodyUnreadableError extends DomainError {
  readonly code = 'BODY_UNREADABLE';
  readonly kind = 'invalid';
}

export class TooManyItemsError extends DomainError {
  readonly code = 'TOO_MANY_ITEMS';
  readonly kind = 'too-large';

  constructor(most: number) {
    super(
      `At most ${most} leads fit into one request. Send the rest in another, or import a file.`,
    );
  }
}

export class WebhookAddressError extends DomainError {
  readonly code = 'WEBHOOK_ADDRESS';
  readonly kind = 'not-found';

  constructor() {
    super(
      'No such webhook. Its address is /v1/webhooks/{dialect}/{dealership}.{connection}, with the keys of the settings.',
    );
  }
}

/** Vendors read 403 as "not here". */
export class ChallengeRefusedError extends DomainError {
  readonly code = 'WEBHOOK_CHALLENGE_REFUSED';
  readonly kind = 'forbidden';
}
