import { Dice } from '../dice.js';

/** How often what goes wrong; each a probability per request unless said otherwise. */
export interface Faults {
  /** Same seed, same requests: the same faults. */
  seed: number;
  /** 429 with Retry-After. */
  rateLimited: number;
  retryAfterSeconds: number;
  /** 500 or 502 with an HTML page. */
  serverError: number;
  /** Answers `slowMs` late. */
  slow: number;
  slowMs: number;
  /** Does the work, then closes the socket in the middle of the body. */
  halfAnswer: number;
  /** All tokens stop working before they should. */
  tokenExpiry: number;
  /** Per page: records out of order. */
  shuffled: number;
  /** Per page: the last records of the page before come once more. */
  repeated: number;
  /** Per page: a record changes while somebody pages. */
  churn: number;
  /** Per pushed score: the record is locked by a user, try again. */
  lockedRecord: number;
}

export const NO_FAULTS: Readonly<Faults> = {
  seed: 1,
  rateLimited: 0,
  retryAfterSeconds: 1,
  serverError: 0,
  slow: 0,
  slowMs: 400,
  halfAnswer: 0,
  tokenExpiry: 0,
  shuffled: 0,
  repeated: 0,
  churn: 0,
  lockedRecord: 0,
};

/** What an ordinary week at a hosted CRM looks like. */
export const MILD_FAULTS: Readonly<Faults> = {
  ...NO_FAULTS,
  rateLimited: 0.01,
  serverError: 0.008,
  slow: 0.02,
  halfAnswer: 0.004,
  tokenExpiry: 0.004,
  shuffled: 0.1,
  repeated: 0.1,
  churn: 0.05,
  lockedRecord: 0.002,
};

export const HARSH_FAULTS: Readonly<Faults> = {
  ...NO_FAULTS,
  rateLimited: 0.12,
  serverError: 0.1,
  slow: 0.1,
  slowMs: 200,
  halfAnswer: 0.06,
  tokenExpiry: 0.05,
  shuffled: 0.5,
  repeated: 0.5,
  churn: 0.5,
  lockedRecord: 0.05,
};

export type TransportFault = 'rateLimited' | 'serverError' | 'tokenExpiry' | 'halfAnswer';

/** Bad luck lasts no longer than this many requests, so that a patient reader always gets through. */
const LONGEST_STREAK = 3;

/** Decides, request by request, what goes wrong. */
export class FaultDice {
  readonly #dice: Dice;
  #streak = 0;

  constructor(readonly faults: Readonly<Faults>) {
    this.#dice = new Dice(`faults/${faults.seed}`);
  }

  transport(): TransportFault | null {
    const kinds: TransportFault[] = ['rateLimited', 'serverError', 'tokenExpiry', 'halfAnswer'];
    const struck = kinds.find((kind) => this.#dice.chance(this.faults[kind])) ?? null;
    this.#streak = struck ? this.#streak + 1 : 0;
    if (this.#streak <= LONGEST_STREAK) return struck;
    this.#streak = 0;
    return null;
  }

  happens(kind: 'slow' | 'shuffled' | 'repeated' | 'churn' | 'lockedRecord'): boolean {
    return this.#dice.chance(this.faults[kind]);
  }

  pick<T>(items: readonly T[]): T {
    return this.#dice.pick(items);
  }

  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.#dice.next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }
}
