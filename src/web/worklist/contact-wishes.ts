import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy, Vault } from '#access';
import { newId } from '#leads';
import { Clock } from '#platform';
import type { ContactWishDto } from './contact-wish.dto.js';
import { WorklistLeadNotFoundError } from './worklist.errors.js';

/** How a customer wishes to be reached, as told to the desk, and in which words they agreed. It holds for the person, on every lead. */
@Injectable()
export class ContactWishes {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @throws WorklistLeadNotFoundError also where nobody stands behind the lead. */
  async note(
    tenant: ActingTenant,
    leadId: string,
    { way, allowed, words }: ContactWishDto,
  ): Promise<void> {
    const { dealershipId, actor } = tenant;
    const now = this.clock.now();
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      const [noted] = await manager.query<{ customerId: string }[]>(
        `INSERT INTO contact_wish (dealership_id, customer_id, way, allowed, actor, said_at)
         SELECT $1, coalesce(customer.merged_into, customer.id), $3, $4, $5, $6
         FROM lead JOIN customer ON customer.id = lead.customer_id WHERE lead.id = $2
         ON CONFLICT (dealership_id, customer_id, way) DO UPDATE
           SET allowed = excluded.allowed, actor = excluded.actor, said_at = excluded.said_at
         RETURNING customer_id AS "customerId"`,
        [dealershipId, leadId, way, allowed, actor, now],
      );
      if (!noted) throw new WorklistLeadNotFoundError(leadId);
      if (allowed && words !== undefined)
        await manager.query(
          `INSERT INTO contact_consent (dealership_id, id, customer_id, way, words_sealed, actor, given_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            dealershipId,
            newId(now),
            noted.customerId,
            way,
            this.vault.seal(dealershipId, words),
            actor,
            now,
          ],
        );
      await this.audit.record(manager, {
        actor,
        action: allowed ? 'contact.allowed' : 'contact.refused',
        subject: `lead:${leadId}`,
        details: { way },
      });
    });
  }
}
