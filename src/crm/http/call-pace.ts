import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#platform';
import { CrmUnavailableError } from '../crm.errors.js';

/** So many calls within any stretch of so long. */
export interface CallWindow {
  calls: number;
  perMs: number;
}

/** Waited for in place; whoever would have to wait longer comes again later. */
const LONGEST_WAIT_MS = 2_000;

/** Keeps one connection within its vendor's limits, so that the vendor never has to say no. */
export class CallPace {
  /** When the newest calls were made, epoch ms, oldest first. */
  readonly #made: number[] = [];
  #pausedUntil = 0;

  constructor(
    private readonly windows: readonly CallWindow[],
    private readonly clock: Clock,
    private readonly wait: (ms: number) => Promise<unknown> = sleep,
  ) {}

  /**
   * Resolves when a call may be made, and counts it.
   *
   * @throws CrmUnavailableError with `retryAfterMs` where that would take long.
   */
  async turn(): Promise<void> {
    const now = this.clock.now().getTime();
    const at = Math.max(now, this.#earliest(now));
    const waitMs = at - now;
    if (waitMs > LONGEST_WAIT_MS) {
      throw new CrmUnavailableError(
        "The connection's calls for this stretch of time are used up.",
        {
          retryAfterMs: waitMs,
        },
      );
    }
    this.#made.push(at);
    if (waitMs > 0) await this.wait(waitMs);
  }

  /** The vendor said that nothing is left until then. @param at - Epoch ms. */
  pauseUntil(at: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, at);
  }

  #earliest(now: number): number {
    const longest = Math.max(0, ...this.windows.map(({ perMs }) => perMs));
    while (this.#made.length && this.#made[0]! <= now - longest) this.#made.shift();
    const free = this.windows.map(({ calls, perMs }) => {
      const full = this.#made[this.#made.length - calls];
      return full === undefined ? 0 : full + perMs;
    });
    return Math.max(this.#pausedUntil, ...free);
  }
}
