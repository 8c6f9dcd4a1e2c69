/** Lets so many through a second, with a little saved up for bursts. */
export class TokenBucket {
  private tokens: number;
  private countedAtMs: number;

  /**
   * @param perSecond - Tokens that flow in a second.
   * @param burst - Most tokens that can be saved; also the largest amount one `take` may ask for.
   */
  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.tokens = burst;
    this.countedAtMs = nowMs;
  }

  /**
   * Takes `count` tokens, on credit when too few are there.
   * @returns Milliseconds to wait before acting on them.
   */
  take(count: number, nowMs: number): number {
    const flowed = (Math.max(0, nowMs - this.countedAtMs) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + flowed);
    this.countedAtMs = Math.max(this.countedAtMs, nowMs);
    this.tokens -= count;
    return this.tokens >= 0 ? 0 : Math.ceil((-this.tokens / this.perSecond) * 1000);
  }
}
