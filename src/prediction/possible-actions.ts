import {
  actionSentence,
  buildFeatureVector,
  DESK_ACTIONS,
  isStillToDo,
  type DeskAction,
} from '#features';
import type { DealershipMarket, LeadHistory } from '#leads';

import { likelihoodPercent } from './likelihood.js';
import { type Asked, fromStanding } from './standing-score.js';

/** What the score would be had the desk just done something. */
export interface PossibleAction {
  action: DeskAction;
  /** "Answered within 10 minutes: 31 → 44 %" */
  sentence: string;
  /** 1..99, the score that stands. */
  fromPercent: number;
  toPercent: number;
  /** Leads so treated bought so often; nobody tried by chance whether the treatment did it. */
  basis: 'association';
}

type Activity = LeadHistory['activities'][number];

const DEEDS: Readonly<Record<DeskAction, Activity['kind']>> = {
  answer: 'message',
  call: 'call',
  appointment: 'appointment',
};

/**
 * What the desk can still do that leads alike bought more often after: each tried by adding the deed to the
 * history, building the features anew and scoring them. Best first; only what moves a whole percent.
 */
export function possibleActions(
  asked: Asked,
  history: LeadHistory,
  market: DealershipMarket,
  now: Date,
): PossibleAction[] {
  const { model } = asked;
  const vectorOf = (done: LeadHistory): ReturnType<typeof buildFeatureVector> =>
    buildFeatureVector(done, market, now, model.columns);
  const logOddsOf = (vector: ReturnType<typeof vectorOf>): number =>
    model.score(vector).contributions.logOdds;
  const known = vectorOf(history);
  const today = logOddsOf(known);
  const scoreAt = fromStanding(asked, today);
  const percentOf = (done: LeadHistory): number =>
    likelihoodPercent(scoreAt(logOddsOf(vectorOf(done))));
  const from = likelihoodPercent(scoreAt(today));
  const ageMinutes = (now.getTime() - history.lead.arrivedAt.getTime()) / 60_000;
  return DESK_ACTIONS.filter((action) => isStillToDo(action, known))
    .map((action) => ({ action, to: percentOf(withDeed(history, DEEDS[action], now)) }))
    .filter(({ to }) => to > from)
    .toSorted((a, b) => b.to - a.to)
    .map(({ action, to }) => ({
      action,
      sentence: actionSentence(action, ageMinutes, { from, to }),
      fromPercent: from,
      toPercent: to,
      basis: 'association',
    }));
}

function withDeed(history: LeadHistory, kind: Activity['kind'], now: Date): LeadHistory {
  const deed: Activity = { kind, direction: 'outbound', author: 'human', occurredAt: now };
  return { ...history, activities: [...history.activities, deed] };
}
