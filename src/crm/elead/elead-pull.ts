import type { Clock } from '#platform';
import {
  advanced,
  finished,
  readCursor,
  writeCursor,
  type ChangeCursor,
} from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { readOneByOne } from '../part-of-page.js';
import { pageBefore, shiftedRows } from '../shifted-rows.js';
import type { EleadClient } from './elead-client.js';
import { opportunityRecord } from './elead-records.js';
import type { EleadSettings } from './elead-settings.js';
import { nextWindow, pageAfter, restOfPage, type EleadWindow } from './elead-window.js';

type Opportunity = Record<string, unknown>;
/** An opportunity, and what tells it apart. */
interface Found {
  name: string;
  item: Opportunity;
}
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
    const found = [...named(items), ...named(await this.#shifted(cursor, window))];
    const waiting = found.filter(({ name }) => !window.handed.includes(name));
    // Only a change that was told has an instant: a search also finds what changed long ago.
    const changedBy =
      window.search === 'searchDelta' ? (cursor.ceiling ?? clocks.theirs) : undefined;
    const { records, unread } = await readOneByOne(waiting, this.#reader(changedBy));
    // Opportunities carry no update time: what counts is the clock when the run began.
    const seen = advanced(cursor, [clocks.theirs], clocks);
    if (unread > 0) {
      const left = new Set(waiting.slice(records.length));
      const handed = found.flatMap((one) => (left.has(one) ? [] : [one.name]));
      const page = restOfPage(window, handed);
      return { records, cursor: writeCursor({ ...seen, page }), last: false };
    }
    if (isLastPage) return { records, cursor: writeCursor(finished(seen)), last: true };
    const before = pageBefore(String(window.page), items.map(nameOf));
    const next = { ...seen, page: pageAfter(window), before };
    return { records, cursor: writeCursor(next), last: false };
  }

  #shifted({ before }: ChangeCursor, window: EleadWindow): Promise<Opportunity[]> {
    return shiftedRows(before, {
      read: async (page) =>
        (await this.client.opportunities({ ...window, page: Number(page) })).items,
      name: nameOf,
      inFront: (page) => (page === '1' ? null : String(Number(page) - 1)),
    });
  }

  /** Several opportunities may be one customer's. */
  #reader(changedBy: number | undefined): (found: Found) => Promise<CrmRecord> {
    const known = new Map<string, Customer>();
    return async ({ item }) => {
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

const named = (items: readonly Opportunity[]): Found[] =>
  items.map((item, at) => ({ name: nameOf(item, at), item }));

/** CDK's connector nests it, other descriptions of the same service do not. */
function customerId({ customer, customerId: own }: Record<string, unknown>): string | undefined {
  const nested = (customer as { id?: unknown } | null | undefined)?.id;
  const id = nested ?? own;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
