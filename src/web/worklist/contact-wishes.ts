import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { Clock } from '#platform';
import type { ContactWishDto } from './contact-wish.dto.js';
import { WorklistLeadNotFoundError } from './worklist.errors.js';

/** How a customer wishes to be reached, as told to the desk. It holds for the person, on every lead. */
@Injectable()
export class ContactWishes {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws WorklistLeadNotFoundError also where nobody stands behind the lead. */
  async note(
    tenant: ActingTenant,
    leadId: string,
    { way, allowed }: ContactWishDto,
  ): Promise<void> {
    const { dealershipId, actor } = tenant;
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      const noted = await manager.query<object[]>(
        `INSERT INTO contact_wish (dealership_id, customer_id, way, allowed, actor, said_at)
         SELECT $1, coalesce(customer.merged_into, customer.id), $3, $4, $5, $6
         FROM lead JOIN customer ON customer.id = lead.customer_id WHERE lead.id = $2
         ON CONFLICT (dealership_id, customer_id, way) DO UPDATE
           SET allowed = excluded.allowed, actor = excluded.actor, said_at = excluded.said_at
         RETURNING customer_id`,
        [dealershipId, leadId, way, allowed, actor, this.clock.now()],
      );
      if (noted.length === 0) throw new WorklistLeadNotFoundError(leadId);
      await this.audit.record(manager, {
        actor,
        action: allowed ? 'contact.allowed' : 'contact.refused',
        subject: `lead:${leadId}`,
        details: { way },
      });
    });
  }
}
