import type { Clock } from '#platform';
import { advanced, finished, opened, restarted, type ChangeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import { instantMs } from '../instant.js';
import { pullStreams } from '../pull-streams.js';
import { pageBefore, shiftedRows } from '../shifted-rows.js';
import { isPlainObject } from '../settings-reading.js';
import type { Row, ZohoClient, ZohoPage } from './zoho-client.js';
import {
  CALL_FIELDS,
  DEAL_FIELDS,
  LEAD_FIELDS,
  callRecord,
  deletedRecord,
  leadRecord,
} from './zoho-records.js';
import type { ZohoSettings } from './zoho-settings.js';
import { FIRST_PAGE, pageAfter, pageInFront, pageQuery } from './zoho-paging.js';

const LEAD_STREAMS = ['Leads', 'Deals', 'Leads/deleted'] as const;
type Stream = (typeof LEAD_STREAMS)[number] | 'Calls';

const OVERLAP_MS = 120_000;
/** The most ids one call takes; also of deals in one search. */
const MOST_IDS = 100;
const MOST_CRITERIA = 10;

/**
 * Reads changes module by module, newest first: what changes meanwhile, if only by a score of ours, goes to the
 * front and pushes others onto pages that are still to come. Oldest first it would go to the end, and
 * others would move up onto pages that were read. Deleted ones let others move up all the same: these are looked for.
 */
export class ZohoPull {
  constructor(
    private readonly settings: ZohoSettings,
    private readonly client: ZohoClient,
    private readonly clock: Clock,
  ) {}

  leads(text: string | null): Promise<CrmPage> {
    return pullStreams(text, LEAD_STREAMS, async (stream, cursor) => {
      const { rows, next } = await this.#changes(stream, cursor);
      if (stream === 'Leads/deleted') return { records: rows.map(deletedRecord), next };
      const leads = stream === 'Leads' ? rows : await this.#leadsOf(rows);
      return { records: await this.#withDeals(leads), next };
    });
  }

  calls(text: string | null): Promise<CrmPage> {
    return pullStreams(text, ['Calls'] as const, async (stream, cursor) => {
      const { rows, next } = await this.#changes(stream, cursor);
      return { records: rows.flatMap((row) => callRecord(row) ?? []), next };
    });
  }

  async #changes(
    stream: Stream,
    stored: ChangeCursor,
  ): Promise<{ rows: Row[]; next: ChangeCursor }> {
    let cursor = opened(stored, OVERLAP_MS, this.clock.now().getTime());
    let page: ZohoPage;
    try {
      page = await this.#page(stream, cursor);
    } catch (error) {
      // A page token is kept for a day.
      const lost = error instanceof CrmProtocolError && error.status === 400;
      const again = lost && cursor.page !== null && restarted(cursor, cursor.ask, 0);
      if (!again) throw error;
      cursor = again;
      page = await this.#page(stream, cursor);
    }
    const changed = stream === 'Leads/deleted' ? 'deleted_time' : 'Modified_Time';
    const updates = page.rows.flatMap((row) => instantMs(row[changed]) ?? []);
    const seen = advanced(cursor, updates, page.clocks);
    const rows = [...(await this.#shifted(stream, cursor)), ...page.rows];
    if (!page.hasMore) return { rows, next: finished(seen) };
    const before = pageBefore(cursor.page ?? FIRST_PAGE, page.rows.map(idOf));
    return { rows, next: { ...seen, page: pageAfter(cursor.page, page), before } };
  }

  #shifted(stream: Stream, cursor: ChangeCursor): Promise<Row[]> {
    return shiftedRows(cursor.before, {
      read: async (page) => (await this.#page(stream, { ...cursor, page })).rows,
      name: idOf,
      inFront: pageInFront,
    });
  }

  #page(stream: Stream, { page, ask }: ChangeCursor): Promise<ZohoPage> {
    const query = { per_page: '200', ...pageQuery(page) };
    if (stream === 'Leads/deleted') {
      return this.client.rows(stream, { type: 'all', ...query }, ask);
    }
    const order = { sort_by: 'Modified_Time', sort_order: 'desc' };
    return this.client.rows(stream, { ...this.#fields(stream), ...order, ...query }, ask);
  }

  #fields(module: Exclude<Stream, 'Leads/deleted'>): Record<string, string> {
    if (module === 'Deals') return { fields: DEAL_FIELDS.join() };
    if (module === 'Calls') return { fields: CALL_FIELDS.join() };
    const { fields, customFields } = this.settings;
    const own = fields.flatMap(({ source }) => source.reads.map((path) => path.split(/[.[]/)[0]!));
    const names = new Set([...LEAD_FIELDS, ...own, ...customFields]);
    // Converted leads are left out otherwise.
    return { fields: [...names].join(), converted: 'both' };
  }

  async #withDeals(leads: Row[]): Promise<CrmRecord[]> {
    const ids = [...new Set(leads.flatMap((lead) => dealId(lead) ?? []))];
    const deals = new Map<string, Row>();
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const query = { ids: ids.slice(from, from + MOST_IDS).join(), ...this.#fields('Deals') };
      // One after the other: calls at the same time are counted.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const { rows } = await this.client.rows('Deals', query, null);
      for (const row of rows) deals.set(String(row['id']), row);
    }
    return leads.map((lead) => leadRecord(lead, deals.get(dealId(lead) ?? ''), this.settings));
  }

  /** The leads that became these deals. */
  async #leadsOf(deals: Row[]): Promise<Row[]> {
    const ids = deals.map((deal) => String(deal['id'])).filter((id) => /^\d+$/.test(id));
    const leads: Row[] = [];
    for (let from = 0; from < ids.length; from += MOST_CRITERIA) {
      const criteria = `(Converted_Deal:in:${ids.slice(from, from + MOST_CRITERIA).join()})`;
      const query = { criteria, ...this.#fields('Leads'), per_page: '200' };
      // As above.
      // oxlint-disable-next-line no-await-in-loop -- see above
      leads.push(...(await this.client.rows('Leads/search', query, null)).rows);
    }
    return leads;
  }
}

const idOf = (row: Row): string => String(row['id']);

function dealId(lead: Row): string | undefined {
  const deal = lead['Converted_Deal'];
  return isPlainObject(deal) && typeof deal['id'] === 'string' ? deal['id'] : undefined;
}
