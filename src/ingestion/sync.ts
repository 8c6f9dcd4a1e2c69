import { Injectable, Logger } from '@nestjs/common';
import { Tenancy } from '#access';
import { type Connection, Connections, LeadStore } from '#leads';
import { type CrmAdapter, type CrmPage, PULL_ORDER, type RecordKind } from '#crm';
import { Clock, DomainError } from '#platform';
import { Admission } from './admission.js';
import { addCounts, noCounts, type NotedCounts, type SyncCounts } from './counts.js';
import { type Doorway, Doorways } from './doorways.js';
import { ConnectionPausedError, CursorStuckError, NotPullableError } from './ingestion.errors.js';
import { Patience } from './patience.js';
import { Replay } from './replay.js';
import { HEARTBEAT_MS, SyncRuns } from './sync-runs.js';

export interface SyncProgress {
  kind: RecordKind;
  counts: SyncCounts;
}

interface Running {
  dealershipId: string;
  connection: Connection;
  doorway: Doorway;
  adapter: CrmAdapter;
  runId: string;
  counts: NotedCounts;
  onProgress: (progress: SyncProgress) => void;
}

/** Pulls what changed in an outside system. A crash anywhere repeats at most one page, which then changes nothing. */
@Injectable()
export class Sync {
  private readonly logger = new Logger(Sync.name);

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly doorways: Doorways,
    private readonly admission: Admission,
    private readonly replay: Replay,
    private readonly runs: SyncRuns,
    private readonly store: LeadStore,
    private readonly patience: Patience,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SyncRunningError when one of this connection is under way.
   * @throws ConnectionPausedError
   * @throws NotPullableError for connections that only take what is posted.
   * @throws CrmUnavailableError after several attempts; CrmAuthError at once. Pages stored before stay stored.
   */
  async run(
    dealershipId: string,
    connectionId: string,
    onProgress: (progress: SyncProgress) => void = () => undefined,
  ): Promise<SyncCounts> {
    const running = await this.#begin(dealershipId, connectionId, onProgress);
    const heartbeat = setInterval(() => void this.#beat(running), HEARTBEAT_MS);
    try {
      for (const kind of PULL_ORDER)
        if (running.adapter.pullableKinds().includes(kind)) await this.#pullAll(running, kind);
      await this.#finish(running);
      const { notes: _notes, ...counts } = running.counts;
      return counts;
    } catch (error) {
      await this.#fail(running, error);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  #begin(
    dealershipId: string,
    connectionId: string,
    onProgress: Running['onProgress'],
  ): Promise<Running> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.connections.byId(manager, dealershipId, connectionId);
      if (!connection.enabled) throw new ConnectionPausedError(connection.key);
      const doorway = await this.doorways.open(manager, dealershipId, connectionId);
      if (!doorway.adapter?.pullableKinds().length) throw new NotPullableError(connection.key);
      const runId = await this.runs.begin(manager, dealershipId, connection);
      return {
        dealershipId,
        connection,
        doorway,
        adapter: doorway.adapter,
        runId,
        counts: noCounts(),
        onProgress,
      };
    });
  }

  async #pullAll(running: Running, kind: RecordKind): Promise<void> {
    let cursor = running.connection.cursors[kind] ?? null;
    for (;;) {
      const before = cursor;
      const page = await this.patience.ask(() => running.adapter.pull(kind, before));
      await this.#storePage(running, kind, page);
      running.onProgress({ kind, counts: running.counts });
      if (page.last) return;
      if (page.cursor === cursor) throw new CursorStuckError(running.connection.key, kind);
      ({ cursor } = page);
    }
  }

  /** Records, refusals and the cursor behind them are one transaction: none is ever there without the others. */
  async #storePage(running: Running, kind: RecordKind, page: CrmPage): Promise<void> {
    const { dealershipId, connection, doorway, runId } = running;
    const context = { ...doorway.context, now: this.clock.now() };
    running.counts = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const { counts } = await this.admission.admit(manager, dealershipId, context, page.records);
      await this.connections.saveCursor(manager, dealershipId, connection.id, kind, page.cursor);
      const total = addCounts(running.counts, counts);
      await this.runs.note(manager, dealershipId, { id: runId, key: connection.key, kind }, total);
      return total;
    });
  }

  /** Activities that came before their lead find it now, and silence is known up to this moment. */
  async #finish(running: Running): Promise<void> {
    const { dealershipId, connection, runId } = running;
    await this.replay.orphans(dealershipId, connection.id);
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.store.closeSilent(manager, dealershipId, this.clock.now());
      await this.runs.end(manager, dealershipId, runId, { counts: running.counts });
    });
  }

  async #fail({ dealershipId, runId, counts }: Running, error: unknown): Promise<void> {
    // Messages of our own errors name no values; anybody else's might.
    const told =
      error instanceof DomainError
        ? `${error.code}: ${error.message}`
        : ((error as Error).name ?? 'unknown');
    await this.tenancy.asDealership(dealershipId, (manager) =>
      this.runs.end(manager, dealershipId, runId, { counts, error: told }),
    );
  }

  async #beat({ dealershipId, runId }: Running): Promise<void> {
    try {
      await this.tenancy.asDealership(dealershipId, (manager) =>
        this.runs.beat(manager, dealershipId, runId),
      );
    } catch (error) {
      this.logger.warn(`A sync could not show that it is alive: ${(error as Error).message}`);
    }
  }
}
