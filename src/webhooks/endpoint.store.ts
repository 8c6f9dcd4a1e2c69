import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '#access';
import type { LiveSecret } from './signature.js';
import type { WebhookEvent } from './webhook-event.js';

/** Where messages go, without its secrets. */
export interface Endpoint {
  id: string;
  url: string;
  description: string;
  events: WebhookEvent[];
  enabled: boolean;
  /** Why it was disabled, where nobody asked for it. */
  disabledWhy: string | null;
  /** Since when every try has failed; null: the last one did not. */
  failingSince: Date | null;
  createdAt: Date;
}

export type EndpointParts = Pick<Endpoint, 'url' | 'description' | 'events' | 'enabled'>;

const COLUMNS = `id, url, description, events, enabled, disabled_why AS "disabledWhy",
  failing_since AS "failingSince", created_at AS "createdAt"`;

/** Endpoints of one dealership. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class EndpointStore {
  constructor(private readonly vault: Vault) {}

  list(manager: EntityManager, dealershipId: string): Promise<Endpoint[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM webhook_endpoint WHERE dealership_id = $1 ORDER BY created_at, id`,
      [dealershipId],
    );
  }

  async find(
    manager: EntityManager,
    dealershipId: string,
    id: string,
  ): Promise<Endpoint | undefined> {
    return (await this.list(manager, dealershipId)).find((endpoint) => endpoint.id === id);
  }

  /** Those that are enabled and asked for one of these events. */
  async listening(
    manager: EntityManager,
    dealershipId: string,
    events: readonly WebhookEvent[],
  ): Promise<Endpoint[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM webhook_endpoint
       WHERE dealership_id = $1 AND enabled AND events && $2::text[]`,
      [dealershipId, events],
    );
  }

  async add(
    manager: EntityManager,
    dealershipId: string,
    parts: EndpointParts,
    { secrets, at }: { secrets: LiveSecret[]; at: Date },
  ): Promise<string> {
    const id = randomUUID();
    await manager.query(
      `INSERT INTO webhook_endpoint (dealership_id, id, url, description, events, enabled, secrets_sealed, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        dealershipId,
        id,
        parts.url,
        parts.description,
        parts.events,
        parts.enabled,
        this.#seal(dealershipId, secrets),
        at,
      ],
    );
    return id;
  }

  /** Enabled again, an endpoint begins with a clean slate. */
  async change(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    parts: EndpointParts,
  ): Promise<void> {
    await manager.query(
      `UPDATE webhook_endpoint SET url = $3, description = $4, events = $5, enabled = $6,
         disabled_why = CASE WHEN $6 THEN NULL ELSE disabled_why END,
         failing_since = CASE WHEN $6 AND NOT enabled THEN NULL ELSE failing_since END
       WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, id, parts.url, parts.description, parts.events, parts.enabled],
    );
  }

  async disable(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    why: string,
  ): Promise<void> {
    await manager.query(
      `UPDATE webhook_endpoint SET enabled = false, disabled_why = $3 WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, id, why],
    );
  }

  /** @returns since when it has been failing, this try included; null after a success. */
  async noteTry(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    { failed, at }: { failed: boolean; at: Date },
  ): Promise<Date | null> {
    const [rows] = await manager.query<[{ failingSince: Date | null }[], number]>(
      `UPDATE webhook_endpoint SET failing_since = CASE WHEN $3 THEN coalesce(failing_since, $4) END
       WHERE dealership_id = $1 AND id = $2 RETURNING failing_since AS "failingSince"`,
      [dealershipId, id, failed, at],
    );
    return rows[0]?.failingSince ?? null;
  }

  async remove(manager: EntityManager, dealershipId: string, id: string): Promise<void> {
    await manager.query('DELETE FROM webhook_endpoint WHERE dealership_id = $1 AND id = $2', [
      dealershipId,
      id,
    ]);
  }

  async secrets(manager: EntityManager, dealershipId: string, id: string): Promise<LiveSecret[]> {
    const [row] = await manager.query<{ sealed: Buffer }[]>(
      'SELECT secrets_sealed AS sealed FROM webhook_endpoint WHERE dealership_id = $1 AND id = $2',
      [dealershipId, id],
    );
    return row ? (JSON.parse(this.vault.open(dealershipId, row.sealed)) as LiveSecret[]) : [];
  }

  async keepSecrets(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    secrets: LiveSecret[],
  ): Promise<void> {
    await manager.query(
      'UPDATE webhook_endpoint SET secrets_sealed = $3 WHERE dealership_id = $1 AND id = $2',
      [dealershipId, id, this.#seal(dealershipId, secrets)],
    );
  }

  #seal(dealershipId: string, secrets: LiveSecret[]): Buffer {
    return this.vault.seal(dealershipId, JSON.stringify(secrets));
  }
}
