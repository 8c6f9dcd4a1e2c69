import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface AuditEvent {
  /** 'key:<id>', 'staff:<id>' or 'system'. */
  actor: string;
  /** A verb in the past: 'lead.outcome_recorded'. */
  action: string;
  /** What it was done to: 'lead:<id>'. */
  subject: string;
  /** Never personal data. */
  details?: Record<string, unknown>;
}

export interface AuditQuery {
  actor?: string;
  /** Or its beginning. */
  action?: string;
  subject?: string;
  from?: Date;
  to?: Date;
  /** Id of the last event of the page before. */
  before?: string;
  limit: number;
}

/** Who did what. The tenant role may add and read rows, never change or remove them. */
@Injectable()
export class AuditTrail {
  /** Part of the caller's transaction: what is rolled back was not done. */
  async record(manager: EntityManager, event: AuditEvent): Promise<void> {
    await manager.query(
      `INSERT INTO audit_event (group_id, dealership_id, actor, action, subject, details)
       VALUES (current_setting('app.dealer_group')::uuid,
               nullif(current_setting('app.dealership', true), '')::uuid, $1, $2, $3, $4)`,
      [event.actor, event.action, event.subject, event.details ?? {}],
    );
  }

  /** Newest first. @param dealershipIds - null: the whole group's. */
  list(
    manager: EntityManager,
    dealershipIds: readonly string[] | null,
    { actor, action, subject, from, to, before, limit }: AuditQuery,
  ): Promise<(AuditEvent & { id: string; occurredAt: Date })[]> {
    return manager.query(
      `SELECT id, occurred_at AS "occurredAt", actor, action, subject, details
       FROM audit_event
       WHERE ($1::uuid[] IS NULL OR dealership_id = ANY($1))
         AND ($2::text IS NULL OR actor = $2) AND ($3::text IS NULL OR starts_with(action, $3))
         AND ($4::text IS NULL OR subject = $4)
         AND occurred_at >= coalesce($5::timestamptz, '-infinity')
         AND occurred_at < coalesce($6::timestamptz, 'infinity')
         AND ($7::numeric IS NULL OR id < $7)
       ORDER BY id DESC LIMIT $8`,
      [dealershipIds, actor, action, subject, from, to, digits(before), limit].map(
        (value) => value ?? null,
      ),
    );
  }
}

/** What is no id of ours lies before nothing. */
const digits = (before: string | undefined): string | undefined =>
  before === undefined || /^\d+$/.test(before) ? before : '0';
