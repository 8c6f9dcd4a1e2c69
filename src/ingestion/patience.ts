import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CrmUnavailableError } from '#crm';

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** How to wait, so that tests need not. */
export abstract class Sleep {
  abstract for(ms: number): Promise<void>;
}

@Injectable()
export class RealSleep extends Sleep {
  async for(ms: number): Promise<void> {
    await wait(ms);
  }
}

/** Asks again while the outside system cannot answer: as long as it said, else twice as long each time. */
@Injectable()
export class Patience {
  constructor(private readonly sleep: Sleep) {}

  /** @throws CrmUnavailableError of the last attempt; anything else at once. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await question();
      } catch (error) {
        if (!(error instanceof CrmUnavailableError) || attempt === ATTEMPTS) throw error;
        const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1);
        await this.sleep.for(Math.min(error.retryAfterMs ?? backoff, LONGEST_WAIT_MS));
      }
    }
  }
}
