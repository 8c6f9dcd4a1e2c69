import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { Clock } from '#platform';
import type { EntityManager } from 'typeorm';
import type { NewOpinionDto, OpinionDto } from './opinion.dto.js';
import { WorklistLeadNotFoundError } from './worklist.errors.js';

export type OpinionRow = OpinionDto;

/** What people at the desk say against a score: it ranks the lead, and never changes the score itself. */
@Injectable()
export class Opinions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** One stands at a time; saying it again changes it. @throws WorklistLeadNotFoundError */
  async give(tenant: ActingTenant, leadId: string, said: NewOpinionDto): Promise<OpinionDto> {
    const { dealershipId, actor } = tenant;
    const givenAt = this.clock.now();
    const percent = said.percent ?? null;
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      await assertKnown(manager, leadId);
      await manager.query(
        `INSERT INTO score_opinion (dealership_id, lead_id, direction, reason, percent, score, actor, given_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (dealership_id, lead_id) DO UPDATE SET direction = excluded.direction,
           reason = excluded.reason, percent = excluded.percent, score = excluded.score,
           actor = excluded.actor, given_at = excluded.given_at`,
        [
          dealershipId,
          leadId,
          said.direction,
          said.reason,
          percent,
          percent === null ? null : percent / 100,
          actor,
          givenAt,
        ],
      );
      const { direction, reason } = said;
      await this.tell(manager, actor, 'score.disputed', leadId, { direction, reason, percent });
    });
    return { direction: said.direction, reason: said.reason, percent, givenAt };
  }

  /** The score counts again; where nothing was said, nothing changes. @throws WorklistLeadNotFoundError */
  async restore({ dealershipId, actor }: ActingTenant, leadId: string): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      await assertKnown(manager, leadId);
      const [, gone] = await manager.query<[unknown, number]>(
        'DELETE FROM score_opinion WHERE dealership_id = $1 AND lead_id = $2',
        [dealershipId, leadId],
      );
      if (gone > 0) await this.tell(manager, actor, 'score.restored', leadId, {});
    });
  }

  // oxlint-disable-next-line max-params -- who did what to which lead
  private tell(
    manager: EntityManager,
    actor: string,
    action: string,
    leadId: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(manager, { actor, action, subject: `lead:${leadId}`, details });
  }
}

async function assertKnown(manager: EntityManager, leadId: string): Promise<void> {
  const [lead] = await manager.query<object[]>('SELECT FROM lead WHERE id = $1', [leadId]);
  if (!lead) throw new WorklistLeadNotFoundError(leadId);
}
