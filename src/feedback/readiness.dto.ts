import type { Outcomes, Readiness, ReadinessStage } from './readiness.js';

export class OutcomesDto implements Outcomes {
  /** Sold. */
  won: number;

  /** Closed without a sale, or gone quiet. */
  lost: number;
}

/** What the scores of a rooftop rest on. */
export class ReadinessDto extends OutcomesDto implements Readiness {
  /** borrowed: on its group and region; mixed: on both and itself; own: on itself first. */
  stage: ReadinessStage;

  /** What is still to come before the next stage; null at the last. */
  missing: OutcomesDto | null;

  /** What it means, for people. */
  words: string;
}
