import { logit } from '#model';
import type { ScoringModel } from '#model';
import { scoreOf } from './likelihood.js';

/** A model, and the score people see until the lead is scored again. */
export interface Asked {
  model: ScoringModel;
  /** In (0, 1); undefined where the lead has none yet. */
  standing?: number | undefined;
}

/**
 * Turns log-odds of what might be into scores that begin at the one people see: it was made up to an hour ago,
 * and what stands beside it must not contradict it. Differences are the model's, in log-odds.
 *
 * @param today - The model's log-odds of the lead as it is now.
 */
export function fromStanding({ standing }: Asked, today: number): (logOdds: number) => number {
  const shift = standing === undefined ? 0 : logit(standing) - today;
  return (logOdds) => scoreOf(logOdds + shift);
}
