import { DomainError, FieldFaultError } from '#platform';

export class AssigneeNotFoundError extends FieldFaultError {
  readonly code = 'ASSIGNEE_NOT_FOUND';

  constructor() {
    super(
      'staffId',
      'names nobody of this dealership',
      'Nobody with this id works at this dealership. GET /v1/colleagues lists who does.',
    );
  }
}

export class AssignmentNotYoursError extends DomainError {
  readonly code = 'ASSIGNMENT_NOT_YOURS';
  readonly kind = 'forbidden';

  constructor() {
    super('You may take a lead yourself; to give one to somebody else, ask a manager.');
  }
}
