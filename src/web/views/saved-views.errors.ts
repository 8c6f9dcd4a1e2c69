import { DomainError } from '#platform';

export class TooManyViewsError extends DomainError {
  readonly code = 'TOO_MANY_VIEWS';
  readonly kind = 'conflict';

  constructor(most: number) {
    super(`You have ${most} saved views, which is as many as are kept. Remove one first.`);
  }
}

export class SavedViewNotFoundError extends DomainError {
  readonly code = 'SAVED_VIEW_NOT_FOUND';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such view among yours.');
  }
}
