import { likelihoodPercent } from './likelihood.js';
import type { Wait, WaitingCost } from './waiting.js';

/** The lead's score if nobody answers for so long. */
export class WaitDto {
  /** Hours from now without an answer. */
  hours: number;

  /** P(sale within the horizon) then, above 0 and below 1. */
  score: number;

  /** The same for people: 1..99. */
  likelihoodPercent: number;
}

/** What it costs to leave a lead unanswered. An association, not a promise of what answering brings. */
export class WaitingDto {
  /** False where a person has answered already, or the lead is closed. */
  applies: boolean;

  /** Why it does not apply, for people; null where it does. */
  why: string | null;

  /** If it were answered now; null where it does not apply. */
  now: WaitDto | null;

  /** After 1, 4 and 24 hours; empty where it does not apply. */
  waits: WaitDto[];

  static from(cost: WaitingCost): WaitingDto {
    if ('because' in cost) return { applies: false, why: WHY[cost.because], now: null, waits: [] };
    const { score, waits } = cost;
    return { applies: true, why: null, now: shown({ hours: 0, score }), waits: waits.map(shown) };
  }
}

const WHY = {
  answered: 'A person has answered this lead: nobody is waiting for a first answer.',
  closed: 'The lead is closed: it has no score to lose.',
};

const shown = ({ hours, score }: Wait): WaitDto => ({
  hours,
  score,
  likelihoodPercent: likelihoodPercent(score),
});
