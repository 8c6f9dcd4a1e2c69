import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { LeadHistories, type DealershipMarket } from '#leads';
import { Clock, refuseSecondConnection } from '#platform';

/** Desk load and stock move slowly enough for a score to be some seconds behind. */
const KEPT_MS = 15_000;

/** What surrounds a dealership's leads, kept in memory for some seconds. */
@Injectable()
export class Markets {
  private readonly kept = new Map<string, { market: Promise<DealershipMarket>; untilMs: number }>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly histories: LeadHistories,
    private readonly clock: Clock,
  ) {}

  of(dealershipId: string): Promise<DealershipMarket> {
    refuseSecondConnection();
    const now = this.clock.now().getTime();
    const kept = this.kept.get(dealershipId);
    if (kept && kept.untilMs > now) return kept.market;
    const market = this.tenancy.asWholeDealership(dealershipId, (manager) =>
      this.histories.market(manager, dealershipId),
    );
    this.kept.set(dealershipId, { market, untilMs: now + KEPT_MS });
    // A failed read must not be served again.
    market.catch(() => this.kept.delete(dealershipId));
    return market;
  }
}
