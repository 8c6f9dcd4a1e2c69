import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import {
  type Connection,
  Connections,
  type Page,
  Quarantine,
  type QuarantineItem,
  type QuarantineQuery,
} from '#leads';
import type { ProbeStep } from '#crm';
import { Doorways } from './doorways.js';
import { NotPullableError } from './ingestion.errors.js';
import { type SyncRun, SyncRuns } from './sync-runs.js';
import { SyncQueue } from './sync-queue.js';

export interface ConnectionState extends Omit<Connection, 'cursors' | 'syncEverySeconds'> {
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
    private readonly doorways: Doorways,
    private readonly runs: SyncRuns,
    private readonly queue: SyncQueue,
  ) {}

  list(dealershipId: string): Promise<ConnectionState[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const states: ConnectionState[] = [];
      for (const {
        cursors: _cursors,
        syncEverySeconds: _every,
        ...connection
      } of await this.connections.list(manager, dealershipId)) {
        const [lastSync = null] = await this.runs.latest(manager, dealershipId, connection.id, 1);
        states.push({
          ...connection,
          lastSync,
          quarantined: await this.quarantine.count(manager, dealershipId, connection.id),
        });
      }
      return states;
    });
  }

  /** @throws ConnectionNotFoundError @throws NotPullableError */
  async requestSync(dealershipId: string, key: string): Promise<void> {
    const { id } = await this.#byKey(dealershipId, key);
    const pullable = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.doorways.isPullable(manager, dealershipId, id),
    );
    if (!pullable) throw new NotPullableError(key);
    await this.queue.send(dealershipId, id);
  }

  /** Tries a connection step by step. @throws ConnectionNotFoundError @throws NotPullableError */
  async probe(dealershipId: string, key: string): Promise<ProbeStep[]> {
    const { id } = await this.#byKey(dealershipId, key);
    const { adapter } = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.doorways.open(manager, dealershipId, id),
    );
    if (!adapter) throw new NotPullableError(key);
    return adapter.probe();
  }

  /** @throws ConnectionNotFoundError @throws CursorError */
  async waiting(
    dealershipId: string,
    key: string,
    query: Omit<QuarantineQuery, 'connectionId'>,
  ): Promise<Page<QuarantineItem>> {
    const { id } = await this.#byKey(dealershipId, key);
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.quarantine.list(manager, dealershipId, { ...query, connectionId: id }),
    );
  }

  /** @throws ConnectionNotFoundError */
  async idOf(dealershipId: string, key: string): Promise<string> {
    return (await this.#byKey(dealershipId, key)).id;
  }

  #byKey(dealershipId: string, key: string): Promise<Connection> {
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.connections.byKey(manager, dealershipId, key),
    );
  }
}
