import { DomainError } from '#platform';

export class TrainingRunNotFoundError extends DomainError {
  readonly code = 'TRAINING_RUN_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(runId: string) {
    super(
      `There is no training run ${runId} in this dealer group. GET /v1/training-runs lists them.`,
    );
  }
}
