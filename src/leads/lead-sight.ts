import { Injectable } from '@nestjs/common';
import { currentSight, Tenancy } from '#access';

/** Whether whoever asks may see a lead, for answers that are worked out over the whole store. */
@Injectable()
export class LeadSight {
  constructor(private readonly tenancy: Tenancy) {}

  /** A lead out of sight is as if it were not there. Whoever sees the whole store is not asked for. */
  async sees(dealershipId: string, leadId: string): Promise<boolean> {
    if (!currentSight()) return true;
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const found = await manager.query<unknown[]>(
        'SELECT FROM lead WHERE dealership_id = $1 AND id = $2',
        [dealershipId, leadId],
      );
      return found.length > 0;
    });
  }
}
