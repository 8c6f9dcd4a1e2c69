import { Injectable } from '@nestjs/common';
import { type Dealership, Directory, StaffDirectory, Tenancy, type Tenant, Vault } from '#access';
import { Clock } from '#platform';
import { Outlooks } from '#prediction';
import type { EntityManager } from 'typeorm';
import { BandHistory } from './band-history.js';
import { scoreHistory, timeline } from './lead-story.js';
import { opener, reasonsOf, shownLead } from './shown-lead.js';
import { readCursor, writeCursor } from './worklist-cursor.js';
import type {
  LeadPanelDto,
  WorklistPageDto,
  WorklistQueryDto,
  WorklistSummaryDto,
} from './worklist.dto.js';
import { WorklistLeadNotFoundError } from './worklist.errors.js';
import {
  championNumber,
  worklistCounts,
  worklistRow,
  worklistRows,
  type WorklistRow,
} from './worklist-rows.js';

/** Whom to call now, and why: leads of one dealership ranked by score. */
@Injectable()
export class Worklist {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly vault: Vault,
    private readonly bandHistory: BandHistory,
    private readonly outlooks: Outlooks,
    private readonly staff: StaffDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws CursorNotOursError */
  async page(tenant: Tenant, query: WorklistQueryDto): Promise<WorklistPageDto> {
    const dealership = await this.directory.dealership(tenant.dealershipId);
    const now = this.clock.now();
    const { outcome, band, waiting, limit } = query;
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const filter = { outcome, band, waiting, after, limit: limit + 1 };
    const bandHistory = await this.bandHistory.of(dealership);
    const [rows, summary] = await this.tenancy.asDealership(dealership.id, async (manager) => [
      await worklistRows(manager, filter, now),
      { ...(await this.summary(manager, dealership, now)), bandHistory },
    ]);
    const names = await this.staff.names(dealership.groupId);
    const shown = rows.slice(0, limit).map((row) => named(row, names));
    return {
      leads: shown.map((row) => shownLead(row, dealership, this.vault, now)),
      nextCursor: rows.length > limit ? cursorAfter(shown.at(-1)) : null,
      summary,
    };
  }

  /** @throws WorklistLeadNotFoundError */
  async lead(tenant: Tenant, leadId: string): Promise<LeadPanelDto> {
    const dealership = await this.directory.dealership(tenant.dealershipId);
    const now = this.clock.now();
    const outlook = await this.outlooks.of(dealership.id, leadId);
    const names = await this.staff.names(dealership.groupId);
    return this.tenancy.asDealership(dealership.id, async (manager) => {
      const row = await worklistRow(manager, leadId, now);
      if (!row) throw new WorklistLeadNotFoundError(leadId);
      const reasons = reasonsOf(row);
      return {
        ...shownLead(named(row, names), dealership, this.vault, now),
        message: opener(this.vault, dealership.id)(row.messageSealed),
        usualPercent: reasons?.usualPercent ?? null,
        reasonsFor: reasons?.for ?? [],
        reasonsAgainst: reasons?.against ?? [],
        otherPoints: reasons?.otherPoints ?? 0,
        ...outlook,
        modelNumber: row.modelNumber,
        scores: await scoreHistory(manager, leadId),
        timeline: await timeline(manager, leadId, now),
      };
    });
  }

  private async summary(
    manager: EntityManager,
    dealership: Dealership,
    now: Date,
  ): Promise<Omit<WorklistSummaryDto, 'bandHistory'>> {
    const { responsePromiseMinutes } = dealership.settings;
    return {
      asOf: now,
      ...(await worklistCounts(manager, responsePromiseMinutes, now)),
      modelNumber: await championNumber(manager),
      simulated: dealership.simulated,
    };
  }
}

/** Who it was given to here goes before what the CRM says. */
const named = (row: WorklistRow, names: Map<string, string>): WorklistRow => ({
  ...row,
  assignedTo: (row.assignedStaffId && names.get(row.assignedStaffId)) ?? row.assignedTo,
});

function cursorAfter(last: WorklistRow | undefined): string | null {
  return last ? writeCursor({ score: last.rank, leadId: last.leadId }) : null;
}
