import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ActingTenant, AuditTrail, Directory, Tenancy } from '#access';
import { type Connection, ConnectionChanges, Connections } from '#leads';
import { type ConnectionConfig, type CrmAdapter, CrmAdapters, type SettingsField } from '#crm';
import { refuseForeignFolders } from './foreign-folders.js';
import { ConnectionKeyTakenError, ConnectionOwnedError } from './ingestion.errors.js';
import { SyncQueue } from './sync-queue.js';

export interface WantedConnection {
  key: string;
  name: string;
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  syncEverySeconds: number;
}

export interface OpenSettings {
  connection: Connection;
  settings: Record<string, unknown>;
  /** Names of the secrets that are kept; their values never leave. */
  secretNames: string[];
}

/** Doors every dealership has; see Intake. */
const BUILT_IN_KEYS = new Set(['api', 'adf']);

/** Makes, changes, pauses and removes connections, held to what the settings file is held to. */
@Injectable()
export class ConnectionRegister {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly connections: Connections,
    private readonly changes: ConnectionChanges,
    private readonly adapters: CrmAdapters,
    private readonly audit: AuditTrail,
    private readonly queue: SyncQueue,
  ) {}

  /** Every dialect, with what can be set. */
  dialects(): { dialect: string; fields: SettingsField[] }[] {
    return this.adapters.dialects.map((dialect) => ({
      dialect,
      fields: this.adapters.form(dialect),
    }));
  }

  /**
   * @throws CrmDialectUnknownError
   * @throws CrmSettingsError listing every fault.
   * @throws ConnectionKeyTakenError
   */
  async add({ dealershipId, actor }: ActingTenant, wanted: WantedConnection): Promise<Connection> {
    const { key, dialect, settings, secrets } = wanted;
    const dealership = await this.directory.dealership(dealershipId);
    const adapter = this.#check(dealership.key, { id: key, dialect, settings, secrets });
    const added = await this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.#refuseTaken(manager, dealershipId, wanted);
      const saved = await this.connections.save(manager, dealershipId, wanted, 'desk');
      await this.#note(manager, actor, 'connection.added', saved, { dialect });
      return saved;
    });
    if (adapter.pullableKinds().length > 0) await this.queue.send(dealershipId, added.id);
    return added;
  }

  /** Secrets that are not named stay as they are. @throws as {@link add} does, and ConnectionOwnedError. */
  async change(
    { dealershipId, actor }: ActingTenant,
    key: string,
    to: Partial<Omit<WantedConnection, 'key' | 'dialect'>>,
  ): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.#own(manager, dealershipId, key);
      const { id } = connection;
      const held = await this.connections.config(manager, dealershipId, id);
      const settings = to.settings ?? held.settings;
      const secrets = { ...held.secrets, ...to.secrets };
      const dealership = this.directory.known(dealershipId);
      this.#check(dealership.key, { ...held, id: connection.key, settings, secrets });
      await this.changes.change(manager, dealershipId, id, {
        ...to,
        ...(to.secrets && { secrets }),
      });
      await this.#note(manager, actor, 'connection.changed', connection, {
        changed: Object.keys(to),
      });
    });
  }

  /** Paused, it is neither pulled from nor written to; what would have been written waits. @throws ConnectionNotFoundError */
  async pause({ dealershipId, actor }: ActingTenant, key: string, pause: boolean): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.connections.byKey(manager, dealershipId, key);
      if (connection.enabled !== pause) return;
      await this.changes.change(manager, dealershipId, connection.id, { enabled: !pause });
      await this.#note(
        manager,
        actor,
        pause ? 'connection.paused' : 'connection.resumed',
        connection,
      );
    });
  }

  /** Its leads stay. @throws ConnectionNotFoundError @throws ConnectionOwnedError */
  async remove({ dealershipId, actor }: ActingTenant, key: string): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.#own(manager, dealershipId, key);
      await this.changes.remove(manager, dealershipId, connection.id);
      await this.#note(manager, actor, 'connection.removed', connection);
    });
  }

  /** @throws ConnectionNotFoundError */
  async open(dealershipId: string, key: string): Promise<OpenSettings> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.connections.byKey(manager, dealershipId, key);
      const config = await this.connections.config(manager, dealershipId, connection.id);
      const secretNames = Object.keys(config.secrets).toSorted();
      return { connection, settings: config.settings, secretNames };
    });
  }

  #check(dealershipKey: string, config: ConnectionConfig): CrmAdapter {
    const adapter = this.adapters.check(config);
    refuseForeignFolders(config, dealershipKey);
    return adapter;
  }

  async #own(manager: EntityManager, dealershipId: string, key: string): Promise<Connection> {
    const connection = await this.connections.byKey(manager, dealershipId, key);
    if (connection.origin !== 'desk')
      throw new ConnectionOwnedError(connection.key, connection.origin);
    return connection;
  }

  async #refuseTaken(
    manager: EntityManager,
    dealershipId: string,
    { key, dialect }: WantedConnection,
  ): Promise<void> {
    if (BUILT_IN_KEYS.has(key)) throw new ConnectionKeyTakenError(key, 'every dealership has it');
    const before = await this.changes.claimKey(manager, dealershipId, key);
    if (before?.removedAt === null)
      throw new ConnectionKeyTakenError(key, 'a connection of this dealership has it');
    if (before && before.dialect !== dialect)
      throw new ConnectionKeyTakenError(
        key,
        `leads of a removed ${before.dialect} connection are kept under it`,
      );
  }

  #note(
    manager: EntityManager,
    actor: string,
    action: string,
    { id, key }: Connection,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const subject = `connection:${id}`;
    return this.audit.record(manager, { actor, action, subject, details: { key, ...details } });
  }
}
