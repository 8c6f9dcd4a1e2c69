import type { Clock } from '#platform';
import { advanced, finished, readCursor, writeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { EleadClient } from './elead-client.js';
import { opportunityRecord } from './elead-records.js';
import type { EleadSettings } from './elead-settings.js';
import { nextWindow, pageAfter } from './elead-window.js';

type Customer = Record<string, unknown> | undefined;

/** A page that could not be finished is asked for again within minutes; later its customers are stale. */
const CUSTOMERS_KEPT_MS = 300_000;

/** Reads opportunities page by page, each with its customer. */
export class EleadPull {
  /** Of the page being read, so that coming back to it does not spend the calls of a minute twice. */
  readonly #customers = new Map<string, Customer>();
  #customersSince = 0;

  constructor(
    private readonly settings: EleadSettings,
    private readonly client: EleadClient,
    private readonly clock: Clock,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    const now = this.clock.now().getTime();
    const { cursor, window } = nextWindow(readCursor(text), now, this.settings.historyDays);
    const { items, isLastPage, clocks } = await this.client.opportunities(window);
    await this.#fetchCustomers(items.flatMap((item) => customerId(item) ?? []));
    // Only a change that was told has an instant: a search also finds what changed long ago.
    const changedBy =
      window.search === 'searchDelta' ? (cursor.ceiling ?? clocks.theirs) : undefined;
    const records = items.map((item) =>
      opportunityRecord(item, this.#customers.get(customerId(item) ?? ''), changedBy),
    );
    this.#customers.clear();
    // Opportunities carry no update time: what counts is the clock when the run began.
    const seen = advanced(cursor, [clocks.theirs], clocks);
    const next = isLastPage ? finished(seen) : { ...seen, page: pageAfter(window) };
    return { records, cursor: writeCursor(next), last: isLastPage };
  }

  async #fetchCustomers(ids: string[]): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.#customersSince > CUSTOMERS_KEPT_MS) this.#customers.clear();
    if (this.#customers.size === 0) this.#customersSince = now;
    for (const id of new Set(ids)) {
      if (this.#customers.has(id)) continue;
      // One after the other: the gateway counts calls.
      // oxlint-disable-next-line no-await-in-loop -- see above
      this.#customers.set(id, await this.client.customer(id));
    }
  }
}

/** CDK's connector nests it, other descriptions of the same service do not. */
function customerId({ customer, customerId: own }: Record<string, unknown>): string | undefined {
  const nested = (customer as { id?: unknown } | null | undefined)?.id;
  const id = nested ?? own;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
