import type { DeskAction } from '#features';

import type { PossibleAction } from './possible-actions.js';
import type { ScoreChange } from './score-changes.js';

/** What the score would be had the desk just done something. */
export class PossibleActionDto implements PossibleAction {
  /** answer, call or appointment. */
  action: DeskAction;

  /** For people: "Answered within 10 minutes: 31 → 44 %". */
  sentence: string;

  /** The likelihood as things stand, 1..99. */
  fromPercent: number;

  /** The likelihood with it done, 1..99. */
  toPercent: number;

  /** association: leads so treated bought so often; that the treatment did it was never tried by chance. */
  basis: 'association';
}

/** One thing that moved the score since it was last made. */
export class ScoreChangeDto implements ScoreChange {
  /** For people: "Answered after 12 minutes: raised the likelihood." */
  sentence: string;

  /** By so much, in log-odds. */
  logOdds: number;

  /** The same in percentage points. */
  points: number;
}
