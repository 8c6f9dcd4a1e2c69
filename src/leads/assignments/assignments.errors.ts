import { DomainError } from '#platform';

export class AssigneeNotFoundError extends DomainError {
  readonly code = 'ASSIGNEE_NOT_FOUND';
  readonly kind = 'invalid';

  constructor() {
    super('Nobody with this id works at this dealership. GET /v1/colleagues lists who does.', {
      details: { faults: [{ field: 'staffId', problem: 'names nobody of this dealership' }] },
    });
  }
}

export class AssignmentNotYoursError extends DomainError {
  readonly code = 'ASSIGNMENT_NOT_YOURS';
  readonly kind = 'forbidden';

  constructor() {
    super('You may take a lead yourself; to give one to somebody else, ask a manager.');
  }
}
