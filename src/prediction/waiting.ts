import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { buildFeatureVector } from '#features';
import {
  LeadHistories,
  LeadNotFoundError,
  LeadSight,
  type DealershipMarket,
  type LeadHistory,
  type Outcome,
} from '#leads';
import { Clock } from '#platform';

import { Champions } from './champions.js';
import { Markets } from './markets.js';
import { PredictionStore } from './prediction.store.js';
import { type Asked, fromStanding } from './standing-score.js';

const WAITS_HOURS = [1, 4, 24];

/** The score of a lead if nobody answers for so long. */
export interface Wait {
  hours: number;
  /** In (0, 1). */
  score: number;
}

/** What waiting costs, or why the question does not arise. */
export type WaitingCost = { score: number; waits: Wait[] } | { because: 'answered' | 'closed' };

interface Found {
  outcome?: Outcome;
  history?: LeadHistory;
  /** The score people see. */
  standing: number | undefined;
}

/** What it costs to leave a lead unanswered; asked for, never stored. */
@Injectable()
export class Waiting {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly histories: LeadHistories,
    private readonly champions: Champions,
    private readonly markets: Markets,
    private readonly store: PredictionStore,
    private readonly sight: LeadSight,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NoChampionError
   * @throws LeadNotFoundError
   */
  async costOf(dealershipId: string, leadId: string): Promise<WaitingCost> {
    const { groupId } = await this.directory.dealership(dealershipId);
    if (!(await this.sight.sees(dealershipId, leadId))) throw new LeadNotFoundError(leadId);
    const { model } = await this.champions.of(groupId);
    const market = await this.markets.of(dealershipId);
    const found = await this.tenancy.asWholeDealership(
      dealershipId,
      async (manager): Promise<Found> => {
        const standing = await this.store.currentPredictions(manager, dealershipId, [leadId]);
        const outcome = await this.store.outcomeOf(manager, dealershipId, leadId);
        const [history] = await this.histories.many(manager, dealershipId, [leadId]);
        return {
          ...(outcome && { outcome }),
          ...(history && { history }),
          standing: standing.get(leadId)?.score,
        };
      },
    );
    if (!found.outcome) throw new LeadNotFoundError(leadId);
    if (found.outcome !== 'OPEN' || !found.history) return { because: 'closed' };
    const asked = { model, standing: found.standing };
    return waitingCost(asked, found.history, market, this.clock.now());
  }
}

/**
 * The same lead seen later with nothing new in it, scored by the same model, times the chance that it
 * is still there then. An association: unanswered leads differ from answered ones in more than that.
 */
export function waitingCost(
  asked: Asked,
  history: LeadHistory,
  market: DealershipMarket,
  now: Date,
): WaitingCost {
  const { model } = asked;
  if (buildFeatureVector(history, market, now)['answered'] === 'yes')
    return { because: 'answered' };
  // Appointments are noted ahead of time: what is still to come must not come true by waiting.
  const sofar = {
    ...history,
    activities: history.activities.filter(({ occurredAt }) => occurredAt <= now),
  };
  const vectorAt = (cutoff: Date) => buildFeatureVector(sofar, market, cutoff, model.columns, now);
  const today = vectorAt(now);
  const todayLogOdds = model.score(today).contributions.logOdds;
  const standingAt = fromStanding(asked, todayLogOdds);
  const scoreAt = (hours: number): number => {
    const later = vectorAt(new Date(now.getTime() + hours * 3_600_000));
    const lasting = model.lasting(today, hours / 24) ?? 1;
    return lasting * standingAt(model.score(later).contributions.logOdds);
  };
  return {
    score: standingAt(todayLogOdds),
    waits: WAITS_HOURS.map((hours) => ({ hours, score: scoreAt(hours) })),
  };
}
