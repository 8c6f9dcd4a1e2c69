import { Injectable, Logger } from '@nestjs/common';
import { Directory, Tenancy, Vault } from '#access';
import {
  CrmAdapters,
  CrmAuthError,
  CrmUnavailableError,
  type PushResult,
  type StageOutlet,
  type StagePush,
} from '#crm';
import { Connections } from '#leads';
import { Clock, DomainError } from '#platform';
import { likelihoodPercent } from '#prediction';
import { StageStore, type DueStage } from './stage.store.js';

/** What is older was never waited for by anybody. */
export const TOLD_WITHIN_DAYS = 7;
const LEASE_MS = 90_000;
/** Of one connection in one turn; the next turn takes the rest. */
const MOST = 500;

/** Tells how far leads have come to the systems that want it; at least once, each under one key. */
@Injectable()
export class StageTeller {
  private readonly logger = new Logger(StageTeller.name);

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly adapters: CrmAdapters,
    private readonly stages: StageStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @returns stages told or given up. */
  async tell(dealershipId: string): Promise<number> {
    let settled = 0;
    for (const { id, outlet } of await this.outlets(dealershipId)) {
      const due = await this.tenancy.asDealership(dealershipId, async (manager) => {
        const now = this.clock.now();
        await this.stages.discover(manager, dealershipId, id, { now, days: TOLD_WITHIN_DAYS });
        const leaseUntil = new Date(now.getTime() + LEASE_MS);
        const limit = Math.min(MOST, outlet.batchSize);
        return this.stages.claim(manager, dealershipId, id, { now, limit, leaseUntil });
      });
      if (due.length === 0) continue;
      const pushes = due.map((one) => this.pushOf(dealershipId, one, outlet.wantsContact));
      const results = await this.push(outlet, pushes);
      await this.settle(dealershipId, due, results);
      settled += due.length;
    }
    return settled;
  }

  private outlets(dealershipId: string): Promise<{ id: string; outlet: StageOutlet }[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const found: { id: string; outlet: StageOutlet }[] = [];
      for (const { id, enabled, dialect } of await this.connections.list(manager, dealershipId)) {
        if (!enabled || !this.adapters.dialects.includes(dialect)) continue;
        try {
          const config = await this.connections.config(manager, dealershipId, id);
          const outlet = this.adapters.create(config).stages;
          if (outlet && config.settings['writeback'] !== false) found.push({ id, outlet });
        } catch (error) {
          // One connection with broken settings must not keep the others waiting.
          if (!(error instanceof DomainError)) throw error;
          this.logger.warn(`Connection ${id} is told no stages: ${error.message}`);
        }
      }
      return found;
    });
  }

  private async push(outlet: StageOutlet, pushes: StagePush[]): Promise<PushResult[]> {
    try {
      return await outlet.tell(pushes);
    } catch (error) {
      if (!(error instanceof CrmAuthError || error instanceof CrmUnavailableError)) throw error;
      this.logger.warn(`No stages were taken: ${error.message}`);
      const reason = error.message;
      return pushes.map(({ deliveryKey }) => ({ deliveryKey, status: 'retry', reason }));
    }
  }

  private async settle(
    dealershipId: string,
    due: readonly DueStage[],
    results: readonly PushResult[],
  ): Promise<void> {
    const resultOf = new Map(results.map((result) => [result.deliveryKey, result]));
    const now = this.clock.now();
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      for (const one of due) {
        const result = resultOf.get(keyOf(one));
        if (result) await this.stages.settle(manager, dealershipId, one, { result, now });
      }
    });
  }

  private pushOf(dealershipId: string, due: DueStage, wantsContact: boolean): StagePush {
    const { leadExternalId, stage, reachedAt, arrivedAt, score, price } = due;
    const opened = (sealed: Buffer | null): string | undefined =>
      sealed === null ? undefined : this.vault.open(dealershipId, sealed);
    const { currency } = this.directory.known(dealershipId);
    const email = wantsContact ? opened(due.emailSealed) : undefined;
    const phone = wantsContact ? opened(due.phoneSealed) : undefined;
    return {
      leadExternalId,
      stage,
      reachedAt,
      arrivedAt,
      likelihoodPercent: score === null ? null : likelihoodPercent(score),
      price: price === null ? null : { amount: price, currency },
      ...(wantsContact && { contact: { ...(email && { email }), ...(phone && { phone }) } }),
      deliveryKey: keyOf(due),
    };
  }
}

const keyOf = ({ leadId, stage }: DueStage): string => `${leadId}:${stage}`;
