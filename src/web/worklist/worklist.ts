import { Injectable } from '@nestjs/common';
import { type Dealership, Directory, StaffDirectory, Tenancy, type Tenant, Vault } from '#access';
import { Clock } from '#platform';
import { Outlooks } from '#prediction';
import type { EntityManager } from 'typeorm';
import { BandHistory } from './band-history.js';
import { crmLink } from './crm-link.js';
import { previousLeads, vehicleStory } from './lead-background.js';
import type { LeadPanelDto } from './lead-panel.dto.js';
import { scoreHistory, timeline } from './lead-story.js';
import { openMinutesBefore } from '#leads';
import { opener, promisedBy, reasonsOf, type ShownLead, shownLead } from './shown-lead.js';
import { similarLeads } from './similar-leads.js';
import { championNumber, worklistCounts } from './worklist-counts.js';
import { readCursor, writeCursor } from './worklist-cursor.js';
import type { WorklistPageDto, WorklistSearchDto, WorklistSummaryDto } from './worklist.dto.js';
import { WorklistLeadNotFoundError } from './worklist.errors.js';
import {
  type AsOf,
  type WorklistFilter,
  worklistRow,
  worklistRows,
  type WorklistRow,
} from './worklist-rows.js';
import { searchLeads } from './worklist-search.js';

/** Rows of one sheet: what a person can work through, and a program can ask for in pages. */
const MOST_EXPORTED = 10_000;

/** Whom to call now, and why: leads of one dealership by what an answer now is worth. */
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
  async page(tenant: Tenant, query: WorklistSearchDto): Promise<WorklistPageDto> {
    const dealership = await this.directory.dealership(tenant.dealershipId);
    const now = this.clock.now();
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const asOf = listAsOf(dealership, after?.asOf ?? now);
    const { limit } = query;
    const bandHistory = await this.bandHistory.of(dealership);
    const names = await this.staff.names(dealership.groupId);
    const [rows, summary] = await this.tenancy.asDealership(dealership.id, async (manager) => [
      await this.rows(manager, dealership, query, { asOf, names, after, limit: limit + 1 }),
      await this.summary(manager, dealership, listAsOf(dealership, now), names),
    ]);
    const shown = rows.slice(0, limit);
    return {
      leads: shown.map((row) => shownLead(row, dealership, this.vault, now)),
      nextCursor: rows.length > limit ? cursorAfter(shown.at(-1), asOf.now) : null,
      summary: { ...summary, bandHistory },
    };
  }

  /** All that fit, in the same order, for a spreadsheet. */
  async all(tenant: Tenant, query: WorklistSearchDto): Promise<ShownLead[]> {
    const dealership = await this.directory.dealership(tenant.dealershipId);
    const now = this.clock.now();
    const asOf = listAsOf(dealership, now);
    const names = await this.staff.names(dealership.groupId);
    const rows = await this.tenancy.asDealership(dealership.id, (manager) =>
      this.rows(manager, dealership, query, {
        asOf,
        names,
        after: undefined,
        limit: MOST_EXPORTED,
      }),
    );
    return rows.map((row) => shownLead(row, dealership, this.vault, now));
  }

  /** @throws WorklistLeadNotFoundError */
  async lead(tenant: Tenant, leadId: string): Promise<LeadPanelDto> {
    const dealership = await this.directory.dealership(tenant.dealershipId);
    const now = this.clock.now();
    const outlook = await this.outlooks.of(dealership.id, leadId);
    const names = await this.staff.names(dealership.groupId);
    const panel = await this.tenancy.asDealership(dealership.id, async (manager) => {
      const row = await worklistRow(manager, leadId, now);
      if (!row) throw new WorklistLeadNotFoundError(leadId);
      const reasons = reasonsOf(row);
      const open = opener(this.vault, dealership.id);
      return {
        ...shownLead(named(row, names), dealership, this.vault, now),
        crmUrl: await crmLink(manager, leadId),
        message: open(row.messageSealed),
        usualPercent: reasons?.usualPercent ?? null,
        reasonsFor: reasons?.for ?? [],
        reasonsAgainst: reasons?.against ?? [],
        otherPoints: reasons?.otherPoints ?? 0,
        ...outlook,
        modelNumber: row.modelNumber,
        outcomes: row.outcomes,
        vehicleStory: await vehicleStory(manager, leadId, now),
        previousLeads: await previousLeads(manager, leadId),
        scores: await scoreHistory(manager, leadId),
        timeline: await timeline(manager, leadId, now, open),
      };
    });
    // The store's experience, whoever asks: it holds nothing about a person.
    const alike = await this.tenancy.asWholeDealership(dealership.id, (manager) =>
      similarLeads(manager, leadId),
    );
    return { ...panel, similarLeads: alike };
  }

  // oxlint-disable-next-line max-params -- what is asked, and as what
  private async rows(
    manager: EntityManager,
    dealership: Dealership,
    query: WorklistSearchDto,
    list: { asOf: AsOf; names: Map<string, string> } & Pick<WorklistFilter, 'after' | 'limit'>,
  ): Promise<WorklistRow[]> {
    const { outcome, band, waiting, source, assignedTo, text } = query;
    const { asOf, names, after, limit } = list;
    const leadIds = text?.trim()
      ? await searchLeads(manager, this.vault, dealership.id, { text, outcome })
      : undefined;
    const staffIds = [...names].filter(([, name]) => name === assignedTo).map(([id]) => id);
    const filter = { outcome, band, waiting, source, assignedTo, staffIds, leadIds, after, limit };
    return (await worklistRows(manager, filter, asOf)).map((row) => named(row, names));
  }

  // oxlint-disable-next-line max-params -- what is counted, and as what
  private async summary(
    manager: EntityManager,
    dealership: Dealership,
    asOf: AsOf,
    names: Map<string, string>,
  ): Promise<Omit<WorklistSummaryDto, 'bandHistory'>> {
    return {
      asOf: asOf.now,
      ...(await worklistCounts(manager, asOf, names)),
      modelNumber: await championNumber(manager),
      simulated: dealership.simulated,
    };
  }
}

function listAsOf(dealership: Dealership, now: Date): AsOf {
  const { minutes, store } = promisedBy(dealership);
  return { now, inTimeSince: openMinutesBefore(now, minutes, store) };
}

/** Who it was given to here goes before what the CRM says. */
const named = (row: WorklistRow, names: Map<string, string>): WorklistRow => ({
  ...row,
  assignedTo: (row.assignedStaffId && names.get(row.assignedStaffId)) ?? row.assignedTo,
});

function cursorAfter(last: WorklistRow | undefined, asOf: Date): string | null {
  return last ? writeCursor({ rank: last.rank, leadId: last.leadId, asOf }) : null;
}
