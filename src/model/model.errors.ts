import { DomainError } from '#platform';

export class ModelVersionNotFoundError extends DomainError {
  readonly code = 'MODEL_VERSION_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no model version ${id} in this group. GET /v1/models lists them.`);
  }
}

export class NoEarlierChampionError extends DomainError {
  readonly code = 'NO_EARLIER_CHAMPION';
  readonly kind = 'conflict';

  constructor() {
    super('No earlier version has ever been champion, so there is nothing to roll back to.');
  }
}

export class NoChampionYetError extends DomainError {
  readonly code = 'NO_CHAMPION_YET';
  readonly kind = 'not-found';

  constructor() {
    super('No model serves this group yet. POST /v1/training-runs once outcomes are known.');
  }
}

export class AlreadyChampionError extends DomainError {
  readonly code = 'ALREADY_CHAMPION';
  readonly kind = 'conflict';

  constructor(number: number) {
    super(`Model version ${number} is the champion already.`);
  }
}

/** The champion is there but must not score; somebody has to roll back or train. */
export class ModelUnusableError extends DomainError {
  readonly code = 'MODEL_UNUSABLE';
  readonly kind = 'unavailable';
}

export class GroupAdminNeededError extends DomainError {
  readonly code = 'GROUP_ADMIN_NEEDED';
  readonly kind = 'forbidden';

  constructor() {
    super('The champion serves the whole group: only an admin of the group may change it.');
  }
}
