import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '#access';
import { Clock } from '#platform';
import { ConnectionNotFoundError } from './leads.errors.js';
import type { Outcome } from './outcome.js';
import { RefreshTokens } from './refresh-tokens.js';
import { newId } from './store/new-id.js';

/** Who owns its settings: the settings file, the desk, or nobody: the doors every dealership has. */
export type ConnectionOrigin = 'settings' | 'desk' | 'built-in';

export type SaidStatuses = Record<
  string,
  { outcome: Exclude<Outcome, 'EXCLUDED'> } | { outcome: 'EXCLUDED'; excludedReason: string }
>;

/** One door to an outside system, without its secrets. */
export interface Connection {
  id: string;
  key: string;
  name: string;
  dialect: string;
  /** false: paused; it is neither pulled from nor written to. */
  enabled: boolean;
  origin: ConnectionOrigin;
  /** What people here said a status of this system means, beside what its dialect and settings know. */
  statuses: SaidStatuses;
  syncEverySeconds: number;
  /** Where pulling each kind of record stands; opaque to all but the dialect. */
  cursors: Record<string, string>;
}

/** As an adapter takes it: secrets opened. Never logged, never sent to a client. */
export interface OpenedConnection {
  id: string;
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  statuses: SaidStatuses;
  enabled: boolean;
  /** Where refresh tokens that the system replaces are kept. */
  refreshTokens: ReturnType<RefreshTokens['of']>;
}

export interface NewConnection {
  key: string;
  name: string;
  dialect: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
  syncEverySeconds?: number;
}

const CONNECTION = `
  SELECT id, key, name, dialect, enabled, origin, statuses, sync_every_seconds AS "syncEverySeconds", cursors
  FROM crm_connection WHERE dealership_id = $1 AND removed_at IS NULL`;

/** The outside systems of a dealership. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class Connections {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  list(manager: EntityManager, dealershipId: string): Promise<Connection[]> {
    return manager.query(`${CONNECTION} ORDER BY key`, [dealershipId]);
  }

  /** @param key - Or the id. @throws ConnectionNotFoundError */
  async byKey(manager: EntityManager, dealershipId: string, key: string): Promise<Connection> {
    return found(
      await manager.query<Connection[]>(
        `${CONNECTION} AND (key = $2 OR id::text = $2) ORDER BY key = $2 DESC LIMIT 1`,
        [dealershipId, key],
      ),
      key,
    );
  }

  /** @throws ConnectionNotFoundError */
  async byId(manager: EntityManager, dealershipId: string, id: string): Promise<Connection> {
    return found(
      await manager.query<Connection[]>(`${CONNECTION} AND id = $2`, [dealershipId, id]),
      id,
    );
  }

  /** Makes a connection or brings it up to date with its settings; cursors stay. A removed one comes back. */
  async save(
    manager: EntityManager,
    dealershipId: string,
    connection: NewConnection,
    origin: ConnectionOrigin = 'settings',
  ): Promise<Connection> {
    const { key, name, dialect, settings = {}, secrets = {}, syncEverySeconds = 60 } = connection;
    const sealed =
      Object.keys(secrets).length === 0
        ? null
        : this.vault.seal(dealershipId, JSON.stringify(secrets));
    await manager.query(
      `INSERT INTO crm_connection (dealership_id, id, key, name, dialect, settings, secrets_sealed, sync_every_seconds, origin)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (dealership_id, key) DO UPDATE SET name = excluded.name, dialect = excluded.dialect,
         settings = excluded.settings, secrets_sealed = excluded.secrets_sealed, sync_every_seconds = excluded.sync_every_seconds,
         origin = excluded.origin, removed_at = NULL, enabled = crm_connection.enabled OR crm_connection.removed_at IS NOT NULL`,
      [
        dealershipId,
        newId(this.clock.now()),
        key,
        name,
        dialect,
        settings,
        sealed,
        syncEverySeconds,
        origin,
      ],
    );
    return this.byKey(manager, dealershipId, key);
  }

  /** The connection of this key; made as given where there is none yet. */
  async ensure(
    manager: EntityManager,
    dealershipId: string,
    connection: NewConnection,
  ): Promise<Connection> {
    const [known] = await manager.query<Connection[]>(`${CONNECTION} AND key = $2`, [
      dealershipId,
      connection.key,
    ]);
    return known ?? this.save(manager, dealershipId, connection, 'built-in');
  }

  /** @throws ConnectionNotFoundError */
  async config(
    manager: EntityManager,
    dealershipId: string,
    id: string,
  ): Promise<OpenedConnection> {
    const rows = await manager.query<
      (Omit<OpenedConnection, 'secrets' | 'refreshTokens'> & { sealed: Buffer | null })[]
    >(
      `SELECT id, dialect, settings, statuses, enabled, secrets_sealed AS sealed FROM crm_connection
       WHERE dealership_id = $1 AND id = $2 AND removed_at IS NULL`,
      [dealershipId, id],
    );
    const { sealed, ...config } = found(rows, id);
    const secrets =
      sealed === null
        ? {}
        : (JSON.parse(this.vault.open(dealershipId, sealed)) as Record<string, string>);
    return { ...config, secrets, refreshTokens: this.refreshTokens.of(dealershipId, id) };
  }

  /** In the transaction that stored what lies before the cursor. */
  async saveCursor(
    manager: EntityManager,
    dealershipId: string,
    id: string,
    name: string,
    cursor: string,
  ): Promise<void> {
    await manager.query(
      'UPDATE crm_connection SET cursors = cursors || jsonb_build_object($3::text, $4::text) WHERE dealership_id = $1 AND id = $2',
      [dealershipId, id, name, cursor],
    );
  }
}

function found<T>(rows: T[], connection: string): T {
  const [row] = rows;
  if (row === undefined) throw new ConnectionNotFoundError(connection);
  return row;
}
