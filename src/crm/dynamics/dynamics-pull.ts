import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import { ACTIVITIES, activityRecord, type ActivityTable } from './dynamics-activities.js';
import type { ChangePage, DynamicsClient, Row } from './dynamics-client.js';
import { readDynamicsCursor } from './dynamics-cursor.js';
import {
  LEAD_COLUMNS,
  OPPORTUNITY_COLUMNS,
  isQualified,
  isRemoved,
  leadRecord,
  removedLead,
} from './dynamics-records.js';
import type { DynamicsSettings } from './dynamics-settings.js';

const LEAD_TABLES = ['leads', 'opportunities'] as const;
const ACTIVITY_TABLES = Object.keys(ACTIVITIES) as ActivityTable[];
/** Ids in one filter: an address must not grow too long. */
const MOST_IDS = 25;
/** A link that has run out is no longer understood, or gone. */
const LINK_IS_LOST = new Set([400, 404, 410]);

/** Reads tables by change tracking: everything once, then what changed, removed rows included. */
export class DynamicsPull {
  constructor(
    private readonly settings: DynamicsSettings,
    private readonly client: DynamicsClient,
  ) {}

  leads(text: string | null): Promise<CrmPage> {
    return this.#page(text, LEAD_TABLES, async (table, { rows, clocks }) => {
      const there = rows.filter((row) => !isRemoved(row));
      if (table === 'opportunities') return this.#records(await this.#leadsOf(there));
      const removed = rows.filter(isRemoved).map((row) => removedLead(row, clocks.theirs));
      return [...(await this.#records(there)), ...removed];
    });
  }

  activities(text: string | null): Promise<CrmPage> {
    return this.#page(text, ACTIVITY_TABLES, async (table, { rows }) =>
      rows.filter((row) => !isRemoved(row)).flatMap((row) => activityRecord(table, row) ?? []),
    );
  }

  async #page<T extends string>(
    text: string | null,
    tables: readonly T[],
    read: (table: T, page: ChangePage) => Promise<CrmRecord[]>,
  ): Promise<CrmPage> {
    const { at, links } = readDynamicsCursor(text, tables.length);
    const table = tables[at]!;
    const page = await this.#changes(table, links[at] ?? null);
    const records = await read(table, page);
    const next = {
      at: page.isLast ? (at + 1) % tables.length : at,
      links: links.with(at, page.link),
    };
    const last = page.isLast && at === tables.length - 1;
    return { records, cursor: JSON.stringify(next), last };
  }

  /** Changes are kept for some weeks; after a longer pause everything is read again. */
  async #changes(table: string, link: string | null): Promise<ChangePage> {
    const columns = this.#columns(table);
    try {
      return await this.client.changes(table, columns, link);
    } catch (error) {
      const isLost = error instanceof CrmProtocolError && LINK_IS_LOST.has(error.status ?? 0);
      if (link === null || !isLost) throw error;
      return this.client.changes(table, columns, null);
    }
  }

  #columns(table: string): readonly string[] {
    if (table === 'opportunities') return OPPORTUNITY_COLUMNS;
    if (table !== 'leads') return ACTIVITIES[table as ActivityTable].columns;
    const { fields, customColumns } = this.settings;
    const own = fields.flatMap(({ source }) => source.reads);
    return [...new Set([...LEAD_COLUMNS, ...own, ...customColumns])];
  }

  /** A qualified lead always comes with its opportunity, or a later change to it would hide the outcome. */
  async #records(leads: Row[]): Promise<CrmRecord[]> {
    const ids = leads.filter(isQualified).map(idOf);
    const found = await this.#where('opportunities', '_originatingleadid_value', ids);
    const newestOf = new Map<string, Row>();
    for (const one of found.toSorted((a, b) => createdOf(a).localeCompare(createdOf(b))))
      newestOf.set(String(one['_originatingleadid_value']), one);
    return leads.map((lead) => leadRecord(lead, newestOf.get(idOf(lead)), this.settings));
  }

  #leadsOf(opportunities: Row[]): Promise<Row[]> {
    const ids = opportunities.flatMap(({ _originatingleadid_value: id }) =>
      typeof id === 'string' ? [id] : [],
    );
    return this.#where('leads', 'leadid', [...new Set(ids)]);
  }

  async #where(table: string, column: string, ids: readonly string[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const some = ids.slice(from, from + MOST_IDS);
      // One after the other: calls at the same time are counted.
      // oxlint-disable-next-line no-await-in-loop -- see above
      rows.push(...(await this.client.where(table, this.#columns(table), column, some)));
    }
    return rows;
  }
}

const idOf = (lead: Row): string => String(lead['leadid']);
const createdOf = (row: Row): string => String(row['createdon']);
