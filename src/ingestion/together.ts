interface Asked<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** More at once would keep those who asked first waiting for long. */
const MOST_AT_ONCE = 200;

/**
 * Does in one go what is asked close together: while one round runs, the next one gathers. Alone,
 * nothing waits. For work that follows one another anyway and costs little more for many than for one.
 */
export class Together<T, R> {
  /** By key, those who wait for the round that runs to end. */
  private readonly waiting = new Map<string, Asked<T, R>[]>();

  /** @param doAll - One result for each item, in their order. All or nothing: after an error each is tried alone. */
  constructor(private readonly doAll: (key: string, items: readonly T[]) => Promise<R[]>) {}

  /** @param key - Only what has the same key is done together, and rounds of one key follow each other. */
  do(key: string, item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      const asked = { item, resolve, reject };
      const waiting = this.waiting.get(key);
      if (waiting) {
        waiting.push(asked);
        return;
      }
      this.waiting.set(key, []);
      void this.#rounds(key, [asked]);
    });
  }

  async #rounds(key: string, first: Asked<T, R>[]): Promise<void> {
    for (let round = first; round.length > 0;) {
      await this.#round(key, round);
      round = this.waiting.get(key)?.splice(0, MOST_AT_ONCE) ?? [];
    }
    this.waiting.delete(key);
  }

  async #round(key: string, round: readonly Asked<T, R>[]): Promise<void> {
    try {
      const results = await this.doAll(
        key,
        round.map(({ item }) => item),
      );
      for (const [at, { resolve, reject }] of round.entries()) {
        const result = results[at];
        if (result === undefined) reject(new Error('A round gave no result for one of its items.'));
        else resolve(result);
      }
    } catch (error) {
      if (round.length === 1) for (const { reject } of round) reject(error);
      else for (const asked of round) await this.#round(key, [asked]);
    }
  }
}
