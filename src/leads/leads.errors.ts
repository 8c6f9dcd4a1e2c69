import { DomainError } from '#platform';
import type { Outcome } from './outcome.js';

export class LeadNotFoundError extends DomainError {
  readonly code = 'LEAD_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(leadId: string) {
    super(`No lead ${leadId} at this dealership.`, { details: { leadId } });
  }
}

export class CustomerNotFoundError extends DomainError {
  readonly code = 'CUSTOMER_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(customerId: string) {
    super(`No customer ${customerId} at this dealership.`, { details: { customerId } });
  }
}

export class ConnectionNotFoundError extends DomainError {
  readonly code = 'CONNECTION_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(connection: string) {
    super(
      `No CRM connection '${connection.slice(0, 100)}' at this dealership. GET /v1/connections lists them.`,
    );
  }
}

/** Stored, or refused anew with another payload, since it was read: what was done with it must be undone. */
export class QuarantineItemChangedError extends DomainError {
  readonly code = 'QUARANTINE_ITEM_CHANGED';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The payload ${id} came again while it was being replayed. Look at it, and try again.`, {
      details: { id },
    });
  }
}

export class QuarantineItemNotFoundError extends DomainError {
  readonly code = 'QUARANTINE_ITEM_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`No payload ${id} in this dealership's quarantine.`, { details: { id } });
  }
}

export class OutcomeTransitionError extends DomainError {
  readonly code = 'OUTCOME_TRANSITION';
  readonly kind = 'conflict';

  constructor(from: Outcome, to: Outcome, allowed: readonly Outcome[]) {
    super(`A lead that is ${from} cannot become ${to}; it can become ${allowed.join(', ')}.`, {
      details: { from, to, allowed },
    });
  }
}

export class CursorError extends DomainError {
  readonly code = 'CURSOR_INVALID';
  readonly kind = 'invalid';

  constructor() {
    super(
      'The page cursor cannot be read. Pass back `nextCursor` unchanged, or leave it out for the first page.',
    );
  }
}

export class IdempotencyKeyReusedError extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly kind = 'conflict';

  constructor() {
    super(
      'This Idempotency-Key came before with another body. Send the same body again, or a new key.',
    );
  }
}

export class ActivityInFutureError extends DomainError {
  readonly code = 'LIES_IN_FUTURE';
  readonly kind = 'invalid';

  constructor() {
    super('That instant lies in the future. Send when it happened, with its offset from UTC.');
  }
}
