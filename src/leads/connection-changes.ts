import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '#access';
import { Clock, Jobs } from '#platform';
import type { SaidStatuses } from './connections.js';

/** Queue: a connection was changed, paused, resumed or removed; what waits for it may go on. */
export const CONNECTION_CHANGED = 'connection-changed';

export interface ConnectionChanged {
  dealershipId: string;
  connectionId: string;
}

/** What people change of a connection once it is there. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class ConnectionChanges {
  constructor(
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Absent parts stay as they are. */
  async change(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    to: {
      name?: string;
      settings?: Record<string, unknown>;
      secrets?: Record<string, string>;
      syncEverySeconds?: number;
      enabled?: boolean;
    },
  ): Promise<void> {
    const sealed = to.secrets && this.vault.seal(dealershipId, JSON.stringify(to.secrets));
    await manager.query(
      `UPDATE crm_connection SET name = coalesce($3, name), settings = coalesce($4::jsonb, settings),
         secrets_sealed = coalesce($5, secrets_sealed),
         sync_every_seconds = coalesce($6, sync_every_seconds), enabled = coalesce($7, enabled)
       WHERE dealership_id = $1 AND id = $2`,
      [
        dealershipId,
        id,
        to.name ?? null,
        to.settings ? JSON.stringify(to.settings) : null,
        sealed ?? null,
        to.syncEverySeconds ?? null,
        to.enabled ?? null,
      ],
    );
    await this.#tell(manager, dealershipId, id);
  }

  /**
   * Its leads stay, and so does its row: connected again under the same key they are the same leads.
   * Settings and secrets are forgotten, and reading then begins from the start.
   */
  async remove(manager: EntityManager, dealershipId: string, id: string): Promise<void> {
    await manager.query(
      `UPDATE crm_connection SET removed_at = $3, enabled = false, settings = '{}', secrets_sealed = NULL, refresh_tokens_sealed = NULL, cursors = '{}'
       WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, id, this.clock.now()],
    );
    await this.#tell(manager, dealershipId, id);
  }

  /**
   * Keeps others from taking a key meanwhile.
   * @returns who has it, or had it before it was removed (`removedAt`); undefined where nobody did.
   */
  async claimKey(
    manager: EntityManager,
    dealershipId: string,
    key: string,
  ): Promise<{ dialect: string; removedAt: Date | null } | undefined> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('connections:' || $1, 0))`, [
      dealershipId,
    ]);
    const [row] = await manager.query<{ dialect: string; removedAt: Date | null }[]>(
      `SELECT dialect, removed_at AS "removedAt" FROM crm_connection WHERE dealership_id = $1 AND key = $2`,
      [dealershipId, key],
    );
    return row;
  }

  async mapStatus(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    said: SaidStatuses,
  ): Promise<void> {
    await manager.query(
      'UPDATE crm_connection SET statuses = statuses || $3::jsonb WHERE dealership_id = $1 AND id = $2',
      [dealershipId, id, JSON.stringify(said)],
    );
  }

  /** @param kept - Keys in the settings file; others that came from it are the desk's from now on. */
  async handOver(
    manager: EntityManager,
    dealershipId: string,
    kept: readonly string[],
  ): Promise<void> {
    await manager.query(
      `UPDATE crm_connection SET origin = 'desk'
       WHERE dealership_id = $1 AND origin = 'settings' AND key <> ALL($2::text[]) AND key NOT IN ('api', 'adf')`,
      [dealershipId, kept],
    );
  }

  async #tell(manager: EntityManager, dealershipId: string, connectionId: string): Promise<void> {
    const changed: ConnectionChanged = { dealershipId, connectionId };
    await this.jobs.send(CONNECTION_CHANGED, changed, { manager, key: connectionId });
  }
}
