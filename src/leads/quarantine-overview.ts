import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Payloads of one connection that wait for the same thing. */
export interface QuarantineGroup {
  connectionId: string;
  recordKind: string;
  reason: string;
  field: string | null;
  /** The system's own word that was not understood. */
  about: string | null;
  fix: string;
  waiting: number;
  oldest: Date;
}

const MOST_GROUPS = 200;

/** What waits in quarantine, counted by what would help. Runs inside `Tenancy.asDealership`. */
@Injectable()
export class QuarantineOverview {
  /** Most first. */
  groups(
    manager: EntityManager,
    dealershipId: string,
    connectionId?: string,
  ): Promise<QuarantineGroup[]> {
    return manager.query(
      `SELECT connection_id AS "connectionId", record_kind AS "recordKind", reason, field, about, fix,
         count(*)::int AS waiting, min(received_at) AS oldest
       FROM quarantine
       WHERE dealership_id = $1 AND resolved_at IS NULL AND ($2::uuid IS NULL OR connection_id = $2)
       GROUP BY connection_id, record_kind, reason, field, about, fix
       ORDER BY waiting DESC, oldest LIMIT ${MOST_GROUPS}`,
      [dealershipId, connectionId ?? null],
    );
  }
}
