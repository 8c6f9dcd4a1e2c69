import {
  type BeforeApplicationShutdown,
  Injectable,
  type MessageEvent,
  type OnModuleDestroy,
} from '@nestjs/common';
import {
  distinctUntilChanged,
  exhaustMap,
  from,
  interval,
  map,
  merge,
  type Observable,
  Subject,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';
import { Tenancy } from '#access';
import { Clock } from '#platform';
import { type SyncRun, SyncRuns } from './sync-runs.js';

const LOOK_EVERY_MS = 500;
/** Proxies cut silent connections, often after 30 s. */
const HEARTBEAT_MS = 15_000;
const LONGEST_STREAM_MS = 15 * 60_000;

/**
 * Tells how a sync gets on, wherever it runs: the run's row is looked at, since another replica may
 * work it. Ends with `done` or `failed`.
 */
@Injectable()
export class SyncProgressStream implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly closing = new Subject<void>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly runs: SyncRuns,
    private readonly clock: Clock,
  ) {}

  /** @param since - The run under way, or the first that ends after this instant. */
  of(
    dealershipId: string,
    connectionId: string,
    since = this.clock.now(),
  ): Observable<MessageEvent> {
    const looks = timer(0, LOOK_EVERY_MS).pipe(
      exhaustMap(() => from(this.#look(dealershipId, connectionId, since))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      map(eventOf),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: {} })),
    );
    return merge(looks, heartbeat).pipe(
      takeWhile(({ type }) => type !== 'done' && type !== 'failed', true),
      takeUntil(merge(this.closing, timer(LONGEST_STREAM_MS))),
    );
  }

  onModuleDestroy(): void {
    this.closing.next();
  }

  /** Again, for those who came while modules were closing: an open stream would hold the server. */
  beforeApplicationShutdown(): void {
    this.closing.next();
  }

  async #look(
    dealershipId: string,
    connectionId: string,
    since: Date,
  ): Promise<SyncRun | undefined> {
    const [newest] = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.runs.latest(manager, dealershipId, connectionId, 1),
    );
    const counts = newest && (newest.finishedAt === null || newest.finishedAt >= since);
    return counts ? newest : undefined;
  }
}

function eventOf(run: SyncRun | undefined): MessageEvent {
  if (!run) return { type: 'waiting', data: {} };
  const { notes: _notes, ...counts } = run.counts;
  const data = {
    runId: run.id,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    pages: run.pages,
    pulling: run.pulling,
    counts,
    error: run.error,
  };
  if (run.finishedAt === null) return { type: 'progress', data };
  return { type: run.error === null ? 'done' : 'failed', data };
}
