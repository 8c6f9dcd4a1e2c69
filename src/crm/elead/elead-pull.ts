import type { Clock } from '#platform';
import { advanced, finished, readCursor, writeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { readOneByOne } from '../part-of-page.js';
import type { EleadClient } from './elead-client.js';
import { opportunityRecord } from './elead-records.js';
import type { EleadSettings } from './elead-settings.js';
import { nextWindow, pageAfter, restOfPage } from './elead-window.js';

type Opportunity = Record<string, unknown>;
type Customer = Record<string, unknown> | undefined;

/** Reads opportunities page by page, each with its customer. */
export class EleadPull {
  constructor(
    private readonly settings: EleadSettings,
    private readonly client: EleadClient,
    private readonly clock: Clock,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    const now = this.clock.now().getTime();
    const { cursor, window } = nextWindow(readCursor(text), now, this.settings.historyDays);
    const { items, isLastPage, clocks } = await this.client.opportunities(window);
    const waiting = items.filter((item, at) => !window.handed.includes(nameOf(item, at)));
    // Only a change that was told has an instant: a search also finds what changed long ago.
    const changedBy =
      window.search === 'searchDelta' ? (cursor.ceiling ?? clocks.theirs) : undefined;
    const { records, unread } = await readOneByOne(waiting, this.#reader(changedBy));
    // Opportunities carry no update time: what counts is the clock when the run began.
    const seen = advanced(cursor, [clocks.theirs], clocks);
    if (unread > 0) {
      const left = new Set(waiting.slice(records.length));
      const handed = items.flatMap((item, at) => (left.has(item) ? [] : [nameOf(item, at)]));
      const page = restOfPage(window, handed);
      return { records, cursor: writeCursor({ ...seen, page }), last: false };
    }
    const next = isLastPage ? finished(seen) : { ...seen, page: pageAfter(window) };
    return { records, cursor: writeCursor(next), last: isLastPage };
  }

  /** Several opportunities may be one customer's. */
  #reader(changedBy: number | undefined): (item: Opportunity) => Promise<CrmRecord> {
    const known = new Map<string, Customer>();
    return async (item) => {
      const id = customerId(item);
      // The gateway counts calls.
      if (id !== undefined && !known.has(id)) known.set(id, await this.client.customer(id));
      return opportunityRecord(item, known.get(id ?? ''), changedBy);
    };
  }
}

/** One without an id is told apart by its place. */
const nameOf = ({ id }: Opportunity, at: number): string =>
  typeof id === 'string' || typeof id === 'number' ? String(id) : `#${at}`;

/** CDK's connector nests it, other descriptions of the same service do not. */
function customerId({ customer, customerId: own }: Record<string, unknown>): string | undefined {
  const nested = (customer as { id?: unknown } | null | undefined)?.id;
  const id = nested ?? own;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
