/**
 * Faults of the pure learner. They know nothing of HTTP, so that a worker thread can raise them
 * without loading the framework.
 */
export class NotFittedError extends Error {
  override readonly name = 'NotFittedError';

  constructor(family: string) {
    super(`The ${family} estimator has learned nothing yet: call fit, or restore a saved one.`);
  }
}

export class InvalidExamplesError extends Error {
  override readonly name = 'InvalidExamplesError';
}

export class InvalidEstimatorStateError extends Error {
  override readonly name = 'InvalidEstimatorStateError';
}

export class UnknownFamilyError extends Error {
  override readonly name = 'UnknownFamilyError';

  constructor(family: string, known: readonly string[]) {
    super(`There is no estimator family "${family}". Known: ${known.join(', ')}.`);
  }
}

/** A saved model that must not score: its content or its schema is not what was registered. */
export class ArtifactRefusedError extends Error {
  override readonly name = 'ArtifactRefusedError';
}
