import { DomainError } from '#platform';

export class WorklistLeadNotFoundError extends DomainError {
  readonly code = 'LEAD_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(leadId: string) {
    super(`There is no lead ${leadId} at this dealership.`);
  }
}

export class CursorNotOursError extends DomainError {
  readonly code = 'CURSOR_NOT_OURS';
  readonly kind = 'invalid';

  constructor() {
    super('The cursor is not one this list gave out. Leave it away to start from the first page.');
  }
}
