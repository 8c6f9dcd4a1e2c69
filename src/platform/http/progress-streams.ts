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

const LOOK_EVERY_MS = 500;
/** Proxies cut silent connections, often after 30 s. */
const HEARTBEAT_MS = 15_000;
const LONGEST_STREAM_MS = 15 * 60_000;

/**
 * Tells how long work gets on, as server-sent events, wherever it runs: its row is looked at, since another
 * replica may work it. What has not changed is not told again.
 */
@Injectable()
export class ProgressStreams implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly closing = new Subject<void>();

  /**
   * @param look - How the work stands now.
   * @param ends - Types of events after which there is nothing more to tell.
   */
  of(look: () => Promise<MessageEvent>, ends: readonly string[]): Observable<MessageEvent> {
    const looks = timer(0, LOOK_EVERY_MS).pipe(
      exhaustMap(() => from(look())),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: {} })),
    );
    return merge(looks, heartbeat).pipe(
      takeWhile(({ type = '' }) => !ends.includes(type), true),
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
}
