import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { LeadHistories, LeadSight } from '#leads';
import { Clock } from '#platform';

import { Champions } from './champions.js';
import { Markets } from './markets.js';
import { possibleActions, type PossibleAction } from './possible-actions.js';
import { PredictionStore } from './prediction.store.js';
import { scoreChanges, type ScoreChange } from './score-changes.js';

/** What may come of a lead: what the desk can do, and what has moved its score lately. */
export interface Outlook {
  /** Best first; none for a lead that is closed or before the first champion. */
  actions: PossibleAction[];
  /** Between the two newest predictions, the largest first, three at most. */
  changes: ScoreChange[];
}

const NOTHING: Outlook = { actions: [], changes: [] };

@Injectable()
export class Outlooks {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly histories: LeadHistories,
    private readonly champions: Champions,
    private readonly markets: Markets,
    private readonly predictions: PredictionStore,
    private readonly sight: LeadSight,
    private readonly clock: Clock,
  ) {}

  /** Nothing for a lead that is not there: whoever shows it says so. */
  async of(dealershipId: string, leadId: string): Promise<Outlook> {
    const dealership = await this.directory.dealership(dealershipId);
    const champion = await this.champions.ofOrNull(dealership.groupId);
    if (!champion || !(await this.sight.sees(dealershipId, leadId))) return NOTHING;
    const market = await this.markets.of(dealershipId);
    return this.tenancy.asWholeDealership(dealershipId, async (manager) => {
      const outcome = await this.predictions.outcomeOf(manager, dealershipId, leadId);
      if (!outcome) return NOTHING;
      const [newer, older] = await this.predictions.history(manager, dealershipId, leadId, 2);
      const { columns } = champion.model;
      const changes = newer && older ? scoreChanges(newer, older, columns, dealership) : [];
      if (outcome !== 'OPEN') return { actions: [], changes };
      const history = await this.histories.one(manager, dealershipId, leadId);
      const asked = { model: champion.model, standing: newer?.score };
      return { actions: possibleActions(asked, history, market, this.clock.now()), changes };
    });
  }
}
