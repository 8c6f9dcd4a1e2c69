import type { CrmPage } from '#crm';
import type { Patience } from './patience.js';

/** Enough for one transaction; further ahead nothing is read. */
const MOST_RECORDS = 2000;

/** Several pages may be stored as one: the cursor of the last is behind them all. */
export type Pages = readonly [CrmPage, ...CrmPage[]];

/**
 * The pages behind a cursor. While some are worked on the next are already read, for most of a sync is
 * waiting for the outside system or for the database; all that came meanwhile is handed over together.
 * A system that is slower than our own store is thus stored page by page, at once.
 *
 * @param pull - Called with the cursor of the page before; never twice at the same time.
 * @throws as {@link Patience.ask} does, and only when its turn comes: whoever stops leaves nobody asking.
 */
export async function* pagesAhead(
  pull: (cursor: string | null) => Promise<CrmPage>,
  cursor: string | null,
  patience: Patience,
): AsyncGenerator<Pages, void, void> {
  const reading = new ReadingAhead(pull, cursor);
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each page tells where the next one begins
      const pages = await reading.ready(patience);
      reading.goOn();
      yield pages;
      if (pages.at(-1)?.last) return;
    }
  } finally {
    reading.stop();
  }
}

class ReadingAhead {
  #pages: CrmPage[] = [];
  /** The page that is being asked for. */
  #next?: Promise<void>;
  #failure?: { error: unknown };
  #mayGoOn = true;

  /** @param cursor - Behind the newest page that was had. */
  constructor(
    private readonly pull: (cursor: string | null) => Promise<CrmPage>,
    private cursor: string | null,
  ) {}

  /** At least one page. What could not be had ahead of time is now asked for with patience. */
  async ready(patience: Patience): Promise<Pages> {
    if (this.#pages.length === 0) await this.#next?.catch(() => undefined);
    if (this.#pages.length === 0) await patience.ask(() => this.#ask());
    const [first, ...others] = this.#pages.splice(0);
    if (first === undefined) throw new Error('unreachable: a page was read');
    return [first, ...others];
  }

  goOn(): void {
    if (!this.#next) void this.#readOn();
  }

  stop(): void {
    this.#mayGoOn = false;
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#mayGoOn && recordsIn(this.#pages) < MOST_RECORDS) {
        this.#next = this.#ask();
        // oxlint-disable-next-line no-await-in-loop -- each page tells where the next one begins
        await this.#next;
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#next = undefined;
    }
  }

  /** A failure that was met ahead of time counts as the first of its turn. */
  async #ask(): Promise<void> {
    const failed = this.#failure;
    this.#failure = undefined;
    if (failed) throw failed.error;
    const page = await this.pull(this.cursor);
    // Behind a cursor that does not move there is nothing but the same page again.
    this.#mayGoOn &&= !page.last && page.cursor !== this.cursor;
    this.cursor = page.cursor;
    this.#pages.push(page);
  }
}

const recordsIn = (pages: readonly CrmPage[]): number =>
  pages.reduce((sum, { records }) => sum + records.length, 0);
