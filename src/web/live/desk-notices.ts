import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type MessageEvent,
  type OnModuleDestroy,
} from '@nestjs/common';
import { currentSight, type Sight, Tenancy, withSight } from '#access';
import { Clock } from '#platform';
import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  from,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  share,
  Subject,
  takeUntil,
  timer,
} from 'rxjs';
import type { WorklistNoticeDto } from '../worklist/worklist.dto.js';
import { NoticeReader } from './notice-reader.js';

const POLL_MS = 2_000;
/** Proxies cut silent connections, often after 30 s or 60 s. */
const HEARTBEAT_MS = 20_000;
/** Then the client asks again and passes the guard again: a session that ended stops listening. */
const LONGEST_STREAM_MS = 15 * 60_000;

/**
 * Tells open desks which leads changed. One poller per dealership, however many desks listen; it
 * stops with the last of them. Polling rather than LISTEN, which a transaction pooler breaks.
 */
@Injectable()
export class DeskNotices implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeskNotices.name);
  private readonly pollers = new Map<string, Observable<WorklistNoticeDto[]>>();
  private readonly closing = new Subject<void>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clock: Clock,
  ) {}

  /** A salesperson is told of the leads they may see; whoever listens, the poller reads all. */
  of(dealershipId: string): Observable<MessageEvent> {
    const sight = currentSight();
    const hello = of<MessageEvent>({ type: 'ready', data: {} });
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: {} })),
    );
    return concat(hello, merge(this.noticesFor(dealershipId, sight), heartbeat)).pipe(
      takeUntil(merge(this.closing, timer(LONGEST_STREAM_MS))),
    );
  }

  /** How many dealerships are being polled for. */
  get polled(): number {
    return this.pollers.size;
  }

  onModuleDestroy(): void {
    this.closing.next();
  }

  /** Again, for desks that came while modules were closing: an open stream would hold the server. */
  beforeApplicationShutdown(): void {
    this.closing.next();
  }

  private noticesFor(dealershipId: string, sight: Sight | undefined): Observable<MessageEvent> {
    return this.poller(dealershipId).pipe(
      concatMap((notices) =>
        sight ? withSight(sight, () => this.seen(dealershipId, notices)) : of(notices),
      ),
      mergeMap((notices) => notices),
      map((notice): MessageEvent => ({ type: 'lead', data: notice })),
    );
  }

  private async seen(
    dealershipId: string,
    notices: WorklistNoticeDto[],
  ): Promise<WorklistNoticeDto[]> {
    const named = notices.flatMap(({ leadId }) => leadId ?? []);
    if (named.length === 0) return notices;
    const rows = await this.tenancy.asDealership(dealershipId, (manager) =>
      manager.query<{ id: string }[]>('SELECT id FROM lead WHERE id = ANY($1::uuid[])', [named]),
    );
    const ids = new Set(rows.map(({ id }) => id));
    return notices.filter(({ leadId }) => leadId === null || ids.has(leadId));
  }

  private poller(dealershipId: string): Observable<WorklistNoticeDto[]> {
    const running = this.pollers.get(dealershipId);
    if (running) return running;
    const started = defer(() => this.poll(dealershipId)).pipe(
      finalize(() => this.pollers.delete(dealershipId)),
      share(),
    );
    this.pollers.set(dealershipId, started);
    return started;
  }

  private poll(dealershipId: string): Observable<WorklistNoticeDto[]> {
    const reader = new NoticeReader(this.clock.now());
    return timer(0, POLL_MS).pipe(
      exhaustMap(() =>
        from(this.tenancy.asWholeDealership(dealershipId, (manager) => reader.next(manager))).pipe(
          // The desk falls back to asking by itself; the next poll may succeed.
          catchError((error: unknown) => {
            this.logger.warn(`Reading notices failed: ${(error as Error).message}`);
            return EMPTY;
          }),
        ),
      ),
      filter((notices) => notices.length > 0),
      takeUntil(this.closing),
    );
  }
}
