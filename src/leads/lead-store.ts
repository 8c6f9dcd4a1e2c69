import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, Directory, Vault } from '#access';
import { Clock, Jobs } from '#platform';
import { tellOfChanges } from './change-telling.js';
import { CustomerMatching } from './customers/customer-matching.js';
import { LEAD_LIST, type LeadQuery, listParams } from './lead-query.js';
import { LEAD_ROW, type LeadRow, type LeadView, leadView } from './lead-view.js';
import { LeadNotFoundError } from './leads.errors.js';
import type { ExcludedReason, Outcome } from './outcome.js';
import { assertMayBecome } from './outcome-machine.js';
import { type Page, toPage } from './page.js';
import { closeSilentLeads } from './silence.js';
import type { ActivityKind, StandardBatch, StoredBatch } from './standard-record.js';
import { noteTouches } from './store/activity-rows.js';
import { mergeBatch } from './store/batch-merging.js';
import { newId } from './store/new-id.js';
import { type RefusedRecord, takeTurn, takeTurnWith } from './store/turns.js';

export interface NewActivity {
  kind: ActivityKind;
  direction: 'inbound' | 'outbound' | 'internal';
  author: 'human' | 'automatic';
  occurredAt: Date;
  /** The same key again records nothing new. */
  key?: string;
  /** What was said, in a few words. */
  note?: string;
}

export interface NewOutcome {
  outcome: Outcome;
  at?: Date;
  reason?: string;
  /** Needed for EXCLUDED. */
  excludedReason?: ExcludedReason;
}

/** The leads of a dealership. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class LeadStore {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly directory: Directory,
    private readonly matching: CustomerMatching,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Stores cleaned records: idempotent, newest version wins, references are resolved now or when
   * their record comes. Batches that touch the same people and records take turns.
   * @param refused - What came with the batch and is not in it: its records take turns too.
   */
  async storeBatch(
    manager: EntityManager,
    dealershipId: string,
    batch: StandardBatch,
    refused: readonly RefusedRecord[] = [],
  ): Promise<StoredBatch> {
    const turn = await takeTurnWith(manager, dealershipId, { batch, refused }, this.vault);
    const tools = { vault: this.vault, matching: this.matching, now: this.clock.now(), turn };
    const { changedLeadIds, changedVehicleIds, openIds, ...stored } = await mergeBatch(
      manager,
      dealershipId,
      batch,
      tools,
    );
    await tellOfChanges(manager, this.jobs, dealershipId, {
      changedLeadIds,
      changedVehicleIds,
      openIds,
    });
    return stored;
  }

  /** @throws LeadNotFoundError */
  async find(manager: EntityManager, dealershipId: string, leadId: string): Promise<LeadView> {
    const [row] = await manager.query<LeadRow[]>(
      `${LEAD_ROW} WHERE l.dealership_id = $1 AND l.id = $2`,
      [dealershipId, leadId],
    );
    if (!row) throw new LeadNotFoundError(leadId);
    return leadView(row, dealershipId, this.vault);
  }

  /** Several leads at once, in no particular order; ids of no lead are left out. */
  async many(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<LeadView[]> {
    const rows = await manager.query<LeadRow[]>(
      `${LEAD_ROW} WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[])`,
      [dealershipId, leadIds],
    );
    return rows.map((row) => leadView(row, dealershipId, this.vault));
  }

  /** Newest arrival first. @throws CursorError */
  async list(
    manager: EntityManager,
    dealershipId: string,
    query: LeadQuery = {},
  ): Promise<Page<LeadView>> {
    const limit = query.limit ?? 50;
    const rows = await manager.query<LeadRow[]>(LEAD_LIST, [
      dealershipId,
      ...listParams(query),
      limit + 1,
    ]);
    return toPage(rows, limit, (row) => leadView(row, dealershipId, this.vault));
  }

  /** Records a touch the desk made. @returns its id. @throws LeadNotFoundError */
  async recordActivity(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
    activity: NewActivity,
  ): Promise<string> {
    await takeTurn(manager, dealershipId);
    const { connectionId } = await this.#lock(manager, dealershipId, leadId);
    const now = this.clock.now();
    const id = newId(now);
    const [stored] = await manager.query<[{ id: string }]>(
      `INSERT INTO activity (dealership_id, id, lead_id, connection_id, external_id, kind, direction, author, occurred_at, recorded_at, note_sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (dealership_id, connection_id, external_id)
         DO UPDATE SET note_sealed = coalesce(activity.note_sealed, excluded.note_sealed) RETURNING id`,
      [
        dealershipId,
        id,
        leadId,
        connectionId,
        `desk:${activity.key ?? id}`,
        activity.kind,
        activity.direction,
        activity.author,
        activity.occurredAt,
        now,
        activity.note ? this.vault.seal(dealershipId, activity.note) : null,
      ],
    );
    const repeated = stored.id !== id;
    // A browser repeats what it was closed over without its note, and the repeat may come first.
    if (repeated && !activity.note) return stored.id;
    if (!repeated) await noteTouches(manager, dealershipId, [id]);
    await tellOfChanges(manager, this.jobs, dealershipId, {
      changedLeadIds: [leadId],
      changedVehicleIds: [],
    });
    return stored.id;
  }

  /**
   * Records what became of a lead, said by a person; it stands until the CRM says something new.
   * @throws LeadNotFoundError @throws OutcomeTransitionError
   */
  async recordOutcome(
    manager: EntityManager,
    tenant: { dealershipId: string; actor: string },
    leadId: string,
    next: NewOutcome,
  ): Promise<void> {
    const { dealershipId, actor } = tenant;
    await takeTurn(manager, dealershipId);
    const lead = await this.#lock(manager, dealershipId, leadId);
    if (lead.outcome === next.outcome) return;
    assertMayBecome(lead.outcome, next.outcome);
    const at = next.at ?? this.clock.now();
    const excludedReason = next.outcome === 'EXCLUDED' ? (next.excludedReason ?? 'test') : null;
    await manager.query(
      `UPDATE lead SET outcome = $3, outcome_at = $4, outcome_reason = $5, excluded_reason = $6, duplicate_of = NULL, updated_at = $7
       WHERE dealership_id = $1 AND id = $2`,
      [
        dealershipId,
        leadId,
        next.outcome,
        next.outcome === 'OPEN' ? null : at,
        next.reason ?? null,
        excludedReason,
        this.clock.now(),
      ],
    );
    await manager.query(
      `INSERT INTO lead_status (dealership_id, lead_id, outcome, reason, occurred_at, actor) VALUES ($1, $2, $3, $4, $5, $6)`,
      [dealershipId, leadId, next.outcome, next.reason ?? null, at, actor],
    );
    const details = { from: lead.outcome, to: next.outcome };
    await this.audit.record(manager, {
      actor,
      action: 'lead.outcome_recorded',
      subject: `lead:${leadId}`,
      details,
    });
    await tellOfChanges(manager, this.jobs, dealershipId, {
      changedLeadIds: [leadId],
      changedVehicleIds: [],
    });
  }

  /** OPEN leads nobody touched for the dealership's `staleAfterDays` become STALE. @returns how many. */
  async closeSilent(manager: EntityManager, dealershipId: string, now: Date): Promise<number> {
    const { settings } = this.directory.known(dealershipId);
    await takeTurn(manager, dealershipId);
    return closeSilentLeads(manager, dealershipId, settings.staleAfterDays, now);
  }

  async #lock(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
  ): Promise<{ connectionId: string; outcome: Outcome }> {
    const [lead] = await manager.query<{ connectionId: string; outcome: Outcome }[]>(
      `SELECT connection_id AS "connectionId", outcome FROM lead WHERE dealership_id = $1 AND id = $2 FOR UPDATE`,
      [dealershipId, leadId],
    );
    if (!lead) throw new LeadNotFoundError(leadId);
    return lead;
  }
}
