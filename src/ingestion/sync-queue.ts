import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#platform';
import { ConnectionPausedError, SyncRunningError } from './ingestion.errors.js';
import { Sync } from './sync.js';

/** Queue: pull what changed behind one connection. */
export const SYNC_CONNECTION = 'sync-connection';

interface SyncJob {
  dealershipId: string;
  connectionId: string;
}

const LONGEST_SYNC_SECONDS = 4 * 3600;

/** Syncs asked for by the schedule, an administrator or a webhook; one waits for each connection at most. */
@Injectable()
export class SyncQueue implements OnModuleInit {
  private readonly logger = new Logger(SyncQueue.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly sync: Sync,
  ) {}

  onModuleInit(): void {
    const options = {
      concurrency: 2,
      retryLimit: 2,
      retryDelaySeconds: 30,
      expireInSeconds: LONGEST_SYNC_SECONDS,
      oneAtATimePerKey: true,
    };
    this.jobs.work<SyncJob>(SYNC_CONNECTION, options, (job) => this.#work(job));
  }

  async send(dealershipId: string, connectionId: string): Promise<void> {
    await this.jobs.send<SyncJob>(
      SYNC_CONNECTION,
      { dealershipId, connectionId },
      { key: connectionId },
    );
  }

  async #work({ dealershipId, connectionId }: SyncJob): Promise<void> {
    try {
      await this.sync.run(dealershipId, connectionId);
    } catch (error) {
      const isNeedless =
        error instanceof SyncRunningError || error instanceof ConnectionPausedError;
      if (!isNeedless) throw error;
      this.logger.log(`A sync was not needed: ${error.message}`);
    }
  }
}
