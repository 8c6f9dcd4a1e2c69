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
    limit: number,
  ): Promise<(AuditEvent & { id: string; occurredAt: Date })[]> {
    return manager.query(
      `SELECT id, occurred_at AS "occurredAt", actor, action, subject, details
       FROM audit_event WHERE $1::uuid[] IS NULL OR dealership_id = ANY($1)
       ORDER BY id DESC LIMIT $2`,
      [dealershipIds, limit],
    );
  }
}
