import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Tenancy } from '#access';
import {
  type Connection,
  Connections,
  type Page,
  Quarantine,
  type QuarantineGroup,
  type QuarantineItem,
  QuarantineOverview,
  type QuarantineQuery,
} from '#leads';
import { Doorways } from './doorways.js';
import { ConnectionPausedError, NotPullableError } from './ingestion.errors.js';
import { type CheckedStep, checklist } from './probe-checklist.js';
import { type SyncRun, SyncRuns } from './sync-runs.js';
import { SyncQueue } from './sync-queue.js';

export interface ConnectionState extends Omit<Connection, 'cursors' | 'statuses'> {
  quarantined: number;
  lastSync: SyncRun | null;
}

/** What an administrator sees of connections and may ask of them. */
@Injectable()
export class ConnectionDesk {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly quarantine: Quarantine,
    private readonly overview: QuarantineOverview,
    private readonly doorways: Doorways,
    private readonly runs: SyncRuns,
    private readonly queue: SyncQueue,
  ) {}

  list(dealershipId: string): Promise<ConnectionState[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const states: ConnectionState[] = [];
      for (const connection of await this.connections.list(manager, dealershipId))
        states.push(await this.#state(manager, dealershipId, connection));
      return states;
    });
  }

  /** @throws ConnectionNotFoundError */
  one(dealershipId: string, key: string): Promise<ConnectionState> {
    return this.tenancy.asDealership(dealershipId, async (manager) =>
      this.#state(manager, dealershipId, await this.connections.byKey(manager, dealershipId, key)),
    );
  }

  /** @throws ConnectionNotFoundError @throws ConnectionPausedError @throws NotPullableError */
  async requestSync(dealershipId: string, key: string): Promise<void> {
    const { id, enabled } = await this.#byKey(dealershipId, key);
    if (!enabled) throw new ConnectionPausedError(key);
    const pullable = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.doorways.isPullable(manager, dealershipId, id),
    );
    if (!pullable) throw new NotPullableError(key);
    await this.queue.send(dealershipId, id);
  }

  /** Tries a connection step by step. @throws ConnectionNotFoundError @throws NotPullableError */
  async probe(dealershipId: string, key: string): Promise<CheckedStep[]> {
    const { id } = await this.#byKey(dealershipId, key);
    const { adapter, context } = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.doorways.open(manager, dealershipId, id),
    );
    if (!adapter) throw new NotPullableError(key);
    const steps = await adapter.probe();
    return checklist(steps, context.statusMapping, adapter.vitals?.() ?? {});
  }

  /** @throws ConnectionNotFoundError @throws CursorError */
  async waiting(
    dealershipId: string,
    key: string | undefined,
    query: Omit<QuarantineQuery, 'connectionId'>,
  ): Promise<Page<QuarantineItem>> {
    const of = key === undefined ? {} : { connectionId: await this.idOf(dealershipId, key) };
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.quarantine.list(manager, dealershipId, { ...query, ...of }),
    );
  }

  /** What waits, counted by what would help. @throws ConnectionNotFoundError */
  async waitingGroups(dealershipId: string, key?: string): Promise<QuarantineGroup[]> {
    const id = key === undefined ? undefined : await this.idOf(dealershipId, key);
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.overview.groups(manager, dealershipId, id),
    );
  }

  /** @throws ConnectionNotFoundError */
  async idOf(dealershipId: string, key: string): Promise<string> {
    return (await this.#byKey(dealershipId, key)).id;
  }

  async #state(
    manager: EntityManager,
    dealershipId: string,
    { cursors: _cursors, statuses: _statuses, ...connection }: Connection,
  ): Promise<ConnectionState> {
    const [lastSync = null] = await this.runs.latest(manager, dealershipId, connection.id, 1);
    const quarantined = await this.quarantine.count(manager, dealershipId, connection.id);
    return { ...connection, lastSync, quarantined };
  }

  #byKey(dealershipId: string, key: string): Promise<Connection> {
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.connections.byKey(manager, dealershipId, key),
    );
  }
}
