import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type MessageEvent,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Tenancy } from '#access';
import { Clock } from '#platform';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  exhaustMap,
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
  private readonly pollers = new Map<string, Observable<MessageEvent>>();
  private readonly closing = new Subject<void>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clock: Clock,
  ) {}

  of(dealershipId: string): Observable<MessageEvent> {
    const hello = of<MessageEvent>({ type: 'ready', data: {} });
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: {} })),
    );
    return concat(hello, merge(this.poller(dealershipId), heartbeat)).pipe(
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

  private poller(dealershipId: string): Observable<MessageEvent> {
    const running = this.pollers.get(dealershipId);
    if (running) return running;
    const started = defer(() => this.poll(dealershipId)).pipe(
      finalize(() => this.pollers.delete(dealershipId)),
      share(),
    );
    this.pollers.set(dealershipId, started);
    return started;
  }

  private poll(dealershipId: string): Observable<MessageEvent> {
    const reader = new NoticeReader(this.clock.now());
    return timer(0, POLL_MS).pipe(
      exhaustMap(() =>
        from(this.tenancy.asDealership(dealershipId, (manager) => reader.next(manager))).pipe(
          // The desk falls back to asking by itself; the next poll may succeed.
          catchError((error: unknown) => {
            this.logger.warn(`Reading notices failed: ${(error as Error).message}`);
            return EMPTY;
          }),
        ),
      ),
      mergeMap((notices) => notices),
      map((notice): MessageEvent => ({ type: 'lead', data: notice })),
      takeUntil(this.closing),
    );
  }
}
