import { Injectable, Logger } from '@nestjs/common';
import { Tenancy } from '#access';
import { type Connection, Connections, LeadStore } from '#leads';
import { type CrmAdapter, type CrmPage, PULL_ORDER, type RecordKind } from '#crm';
import { Clock, DomainError } from '#platform';
import { Admission } from './admission.js';
import { addCounts, noCounts, type NotedCounts, type SyncCounts } from './counts.js';
import { type Doorway, Doorways } from './doorways.js';
import { ConnectionPausedError, CursorStuckError, NotPullableError } from './ingestion.errors.js';
import { type Pages, pagesAhead } from './pages-ahead.js';
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

/** Pulls what changed in an outside system. A crash anywhere repeats what was read and not yet stored, which then changes nothing. */
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
    const { adapter, connection, onProgress } = running;
    let cursor = connection.cursors[kind] ?? null;
    const pull = (after: string | null): Promise<CrmPage> => adapter.pull(kind, after);
    for await (const pages of pagesAhead(pull, cursor, this.patience)) {
      const reached = pages.at(-1) ?? pages[0];
      await this.#store(running, kind, pages, reached.cursor);
      onProgress({ kind, counts: running.counts });
      if (!reached.last && reached.cursor === cursor)
        throw new CursorStuckError(connection.key, kind);
      ({ cursor } = reached);
    }
  }

  /** Records, refusals and the cursor behind them are one transaction: none is ever there without the others. */
  async #store(running: Running, kind: RecordKind, pages: Pages, cursor: string): Promise<void> {
    const { dealershipId, connection, doorway, runId } = running;
    const context = { ...doorway.context, now: this.clock.now() };
    const records = pages.flatMap((page) => page.records);
    const told = { id: runId, key: connection.key, kind, pages: pages.length };
    running.counts = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const { counts } = await this.admission.admit(manager, dealershipId, context, records);
      await this.connections.saveCursor(manager, dealershipId, connection.id, kind, cursor);
      const total = addCounts(running.counts, counts);
      await this.runs.note(manager, dealershipId, told, total);
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
