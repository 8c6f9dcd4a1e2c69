import { DomainError, type Fault } from '#platform';

/** Nothing has been learned yet, so no score can be given. */
export class NoChampionError extends DomainError {
  readonly code = 'NO_CHAMPION';
  readonly kind = 'conflict';

  constructor() {
    super(
      'No model has been trained for this dealer group yet. Pull or import leads with outcomes, ' +
        'then start a training run: POST /v1/training-runs.',
    );
  }
}

/** Only open leads are scored: the answer of a closed one is known. */
export class LeadClosedError extends DomainError {
  readonly code = 'LEAD_CLOSED';
  readonly kind = 'conflict';

  constructor(leadId: string, outcome: string) {
    super(
      `Lead ${leadId} is ${outcome} and is not scored any more. Its past scores stay readable.`,
      {
        details: { leadId, outcome },
      },
    );
  }
}

/** A page cursor that this list did not give out. */
export class CursorNotOursError extends DomainError {
  readonly code = 'CURSOR_NOT_OURS';
  readonly kind = 'invalid';

  constructor() {
    super('The cursor is not one this list gave out. Leave it away to start from the first page.');
  }
}

/** A lead described in a way it cannot be scored; names every field at fault, never its value. */
export class InvalidLeadError extends DomainError {
  readonly code = 'INVALID';
  readonly kind = 'invalid';

  constructor(readonly faults: readonly Fault[]) {
    const fields = faults.map(({ field }) => field || 'the body').join(', ');
    super(`Some fields cannot be used: ${fields}.`, { details: { faults } });
  }
}

export class BatchNotNdjsonError extends DomainError {
  readonly code = 'BATCH_NOT_NDJSON';
  readonly kind = 'invalid';

  constructor() {
    super('Send one JSON object a line, as content type application/x-ndjson.');
  }
}
