import { Injectable } from '@nestjs/common';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { leadSheet } from './lead-sheet.js';
import type { WorklistSearchDto } from './worklist.dto.js';
import { Worklist } from './worklist.js';

/** Leads that leave the house as a file: the audit trail says who took how many. */
@Injectable()
export class Sheets {
  constructor(
    private readonly worklist: Worklist,
    private readonly tenancy: Tenancy,
    private readonly audit: AuditTrail,
  ) {}

  async of(tenant: ActingTenant, query: WorklistSearchDto): Promise<string> {
    const leads = await this.worklist.all(tenant, query);
    // Nothing was taken.
    if (leads.length === 0) return leadSheet(leads);
    const { dealershipId, actor } = tenant;
    await this.tenancy.asDealership(dealershipId, (manager) =>
      this.audit.record(manager, {
        actor,
        action: 'worklist.exported',
        subject: `dealership:${dealershipId}`,
        details: { leads: leads.length },
      }),
    );
    return leadSheet(leads);
  }
}
