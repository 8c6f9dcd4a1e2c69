import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#platform';
import { IdempotencyKeys } from './idempotency-keys.js';
import { LeadStore, type NewActivity, type NewOutcome } from './lead-store.js';
import { ActivityInFutureError } from './leads.errors.js';
import type { Outcome } from './outcome.js';

export interface LeadActivity extends Omit<NewActivity, 'key'> {
  id: string;
}

const CLOCK_SKEW_MS = 10 * 60_000;

/** What people see and add on one lead. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class LeadStory {
  constructor(
    private readonly store: LeadStore,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** Oldest first. @throws LeadNotFoundError */
  async activities(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
  ): Promise<LeadActivity[]> {
    const { id } = await this.store.find(manager, dealershipId, leadId);
    return manager.query(
      `SELECT id, kind, direction, author, occurred_at AS "occurredAt" FROM activity
       WHERE dealership_id = $1 AND lead_id = $2 ORDER BY occurred_at, id`,
      [dealershipId, id],
    );
  }

  /** @throws LeadNotFoundError @throws ActivityInFutureError @throws IdempotencyKeyReusedError */
  async addActivity(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
    said: Omit<NewActivity, 'author' | 'occurredAt' | 'key'> & Partial<NewActivity>,
    key?: string,
  ): Promise<{ id: string }> {
    if (key !== undefined) {
      // A browser that was closed in between repeats a touch without its note, which it may not keep.
      const { note: _note, ...body } = said;
      await this.keys.use(manager, dealershipId, { key, purpose: `activity ${leadId}`, body });
    }
    const activity = {
      ...said,
      author: said.author ?? 'human',
      occurredAt: said.occurredAt ?? this.clock.now(),
    };
    this.#refuseFuture(activity.occurredAt);
    const once =
      key === undefined
        ? {}
        : { key: createHash('sha256').update(`${leadId} ${key}`).digest('base64url') };
    return {
      id: await this.store.recordActivity(manager, dealershipId, leadId, { ...activity, ...once }),
    };
  }

  /** @throws LeadNotFoundError @throws OutcomeTransitionError @throws ActivityInFutureError */
  async decide(
    manager: EntityManager,
    tenant: { dealershipId: string; actor: string },
    leadId: string,
    next: NewOutcome,
  ): Promise<{ leadId: string; outcome: Outcome; outcomeAt: Date | null }> {
    if (next.at) this.#refuseFuture(next.at);
    await this.store.recordOutcome(manager, tenant, leadId, next);
    const { outcome, outcomeAt } = await this.store.find(manager, tenant.dealershipId, leadId);
    return { leadId, outcome, outcomeAt };
  }

  #refuseFuture(at: Date): void {
    if (at.getTime() > this.clock.now().getTime() + CLOCK_SKEW_MS)
      throw new ActivityInFutureError();
  }
}
