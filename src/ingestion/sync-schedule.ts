import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Directory, Tenancy } from '#access';
import { Connections } from '#leads';
import { Clock, DomainError } from '#platform';
import { Doorways } from './doorways.js';
import { SyncQueue } from './sync-queue.js';

interface Scheduled {
  dealershipId: string;
  connectionId: string;
  everyMs: number;
}

const LIST_GOOD_FOR_MS = 60_000;

/** Which connections are due. It only sends: the queue drops a second job of a connection that waits. */
@Injectable()
export class SyncSchedule {
  private readonly logger = new Logger(SyncSchedule.name);
  private scheduled: Scheduled[] = [];
  private listedAt = 0;
  private readonly sentAt = new Map<string, number>();

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly doorways: Doorways,
    private readonly queue: SyncQueue,
    private readonly clock: Clock,
  ) {}

  async sendDue(): Promise<number> {
    const now = this.clock.now().getTime();
    if (now - this.listedAt >= LIST_GOOD_FOR_MS) {
      this.scheduled = await this.#list();
      this.listedAt = now;
    }
    const due = this.scheduled.filter(
      ({ connectionId, everyMs }) => now - (this.sentAt.get(connectionId) ?? 0) >= everyMs,
    );
    for (const { dealershipId, connectionId } of due) {
      await this.queue.send(dealershipId, connectionId);
      this.sentAt.set(connectionId, now);
    }
    return due.length;
  }

  async #list(): Promise<Scheduled[]> {
    const scheduled: Scheduled[] = [];
    for (const group of await this.directory.groups())
      for (const { id } of await this.directory.dealershipsOf(group.id))
        scheduled.push(...(await this.#listOf(id)));
    return scheduled;
  }

  #listOf(dealershipId: string): Promise<Scheduled[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const scheduled: Scheduled[] = [];
      for (const { id, key, enabled, syncEverySeconds } of await this.connections.list(
        manager,
        dealershipId,
      )) {
        if (enabled && (await this.#isPullable(manager, dealershipId, { id, key })))
          scheduled.push({ dealershipId, connectionId: id, everyMs: syncEverySeconds * 1000 });
      }
      return scheduled;
    });
  }

  /** One connection with broken settings must not keep the others waiting. */
  async #isPullable(
    manager: EntityManager,
    dealershipId: string,
    { id, key }: { id: string; key: string },
  ): Promise<boolean> {
    try {
      return await this.doorways.isPullable(manager, dealershipId, id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(`Connection ${key} is not synced: ${error.message}`);
      return false;
    }
  }
}
