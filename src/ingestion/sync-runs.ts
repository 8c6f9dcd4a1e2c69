import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#leads';
import type { RecordKind } from '#crm';
import { Clock } from '#platform';
import type { NotedCounts } from './counts.js';
import { SyncRunningError } from './ingestion.errors.js';

export interface SyncRun {
  id: string;
  startedAt: Date;
  finishedAt: Date | null;
  counts: Partial<NotedCounts>;
  error: string | null;
  /** Pages stored so far. */
  pages: number;
  /** Kind of the newest page; null before the first. */
  pulling: RecordKind | null;
}

/** A run silent for longer lost its process: the next one takes its place. */
const LOST_AFTER_SECONDS = 15;
export const HEARTBEAT_MS = 3_000;

/** The record of syncs, and the guard that lets one connection have one at a time. Runs inside `Tenancy.asDealership`. */
@Injectable()
export class SyncRuns {
  constructor(private readonly clock: Clock) {}

  /** @throws SyncRunningError */
  async begin(
    manager: EntityManager,
    dealershipId: string,
    connection: { id: string; key: string },
  ): Promise<string> {
    // The connection's row is the lock; which run holds it outlives the transaction.
    await manager.query(
      'SELECT 1 FROM crm_connection WHERE dealership_id = $1 AND id = $2 FOR UPDATE',
      [dealershipId, connection.id],
    );
    const [running] = await manager.query<{ id: string; lost: boolean }[]>(
      `SELECT id, heartbeat_at < clock_timestamp() - make_interval(secs => $3) AS lost FROM sync_run
       WHERE dealership_id = $1 AND connection_id = $2 AND finished_at IS NULL ORDER BY lost LIMIT 1`,
      [dealershipId, connection.id, LOST_AFTER_SECONDS],
    );
    if (running?.lost === false) throw new SyncRunningError(connection.key);
    if (running) {
      await manager.query(
        `UPDATE sync_run SET finished_at = $3, error = 'interrupted' WHERE dealership_id = $1 AND connection_id = $2 AND finished_at IS NULL`,
        [dealershipId, connection.id, this.clock.now()],
      );
    }
    const id = newId(this.clock.now());
    await manager.query(
      'INSERT INTO sync_run (dealership_id, id, connection_id, started_at, heartbeat_at) VALUES ($1, $2, $3, $4, clock_timestamp())',
      [dealershipId, id, connection.id, this.clock.now()],
    );
    return id;
  }

  /** In the transaction that stored pages. @throws SyncRunningError when another run took over. */
  async note(
    manager: EntityManager,
    dealershipId: string,
    run: { id: string; key: string; kind: RecordKind; pages: number },
    counts: NotedCounts,
  ): Promise<void> {
    const [row] = await manager.query<[{ alive: number }]>(
      `WITH noted AS (
         UPDATE sync_run SET counts = $3, pages = pages + $5, pulling = $4, heartbeat_at = clock_timestamp()
         WHERE dealership_id = $1 AND id = $2 AND finished_at IS NULL RETURNING 1)
       SELECT count(*)::int AS alive FROM noted`,
      [dealershipId, run.id, counts, run.kind, run.pages],
    );
    if (row.alive === 0) throw new SyncRunningError(run.key);
  }

  async beat(manager: EntityManager, dealershipId: string, id: string): Promise<void> {
    await manager.query(
      'UPDATE sync_run SET heartbeat_at = clock_timestamp() WHERE dealership_id = $1 AND id = $2 AND finished_at IS NULL',
      [dealershipId, id],
    );
  }

  async end(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    result: { counts: NotedCounts; error?: string },
  ): Promise<void> {
    await manager.query(
      'UPDATE sync_run SET finished_at = $3, counts = $4, error = $5 WHERE dealership_id = $1 AND id = $2 AND finished_at IS NULL',
      [dealershipId, id, this.clock.now(), result.counts, result.error ?? null],
    );
  }

  /** Newest first. */
  latest(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    limit: number,
  ): Promise<SyncRun[]> {
    return manager.query(
      `SELECT id, started_at AS "startedAt", finished_at AS "finishedAt", counts, error, pages, pulling FROM sync_run
       WHERE dealership_id = $1 AND connection_id = $2 ORDER BY started_at DESC LIMIT $3`,
      [dealershipId, connectionId, limit],
    );
  }
}
