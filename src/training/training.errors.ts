import { DomainError } from '#platform';

export class RunNotHeldError extends DomainError {
  readonly code = 'RUN_NOT_HELD';
  readonly kind = 'conflict';

  constructor(runId: string, state: string) {
    super(`Training run ${runId} is ${state}; only a run that is held waits to be accepted.`);
  }
}

/** Since the run was held another version took over; accepting the old one now would be a surprise. */
export class NewerChampionError extends DomainError {
  readonly code = 'NEWER_CHAMPION';
  readonly kind = 'conflict';

  constructor(number: number) {
    super(
      `Model version ${number} was promoted after this run was held. ` +
        `POST /v1/models/{modelId}/promote if the older one shall serve all the same.`,
    );
  }
}

export class InvalidWindowError extends DomainError {
  readonly code = 'INVALID_TRAINING_WINDOW';
  readonly kind = 'invalid';

  constructor(problem: string) {
    super(`The training window cannot be used: ${problem}.`);
  }
}

/** Another process took the run up meanwhile: whatever this one found counts no longer. */
export class RunTakenUpError extends DomainError {
  readonly code = 'RUN_TAKEN_UP';
  readonly kind = 'conflict';

  constructor(runId: string) {
    super(`Training run ${runId} was taken up by another process, or has ended.`);
  }
}

/** A training thread that ended before its run did: out of memory, or by an error that nobody caught. */
export class TrainingCrashError extends DomainError {
  readonly code = 'TRAINING_CRASHED';
  readonly kind = 'conflict';

  constructor(reason: string) {
    super(`The training thread ended early: ${reason}`);
  }
}

export class TrainingRunNotFoundError extends DomainError {
  readonly code = 'TRAINING_RUN_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(runId: string) {
    super(
      `There is no training run ${runId} in this dealer group. GET /v1/training-runs lists them.`,
    );
  }
}
