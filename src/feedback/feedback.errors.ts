import { DomainError } from '#platform';

/** There is nothing to hold today's leads against. */
export class NoDriftReferenceError extends DomainError {
  readonly code = 'NO_DRIFT_REFERENCE';
  readonly kind = 'conflict';

  constructor(why: string) {
    super(`Drift cannot be told: ${why}. Train once more.`);
  }
}
