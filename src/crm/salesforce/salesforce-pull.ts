import type { Clock } from '#platform';
import { advanced, finished, opened, restarted, type ChangeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import { clocksOf } from '../http/clocks.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { instantMs } from '../instant.js';
import { pullStreams } from '../pull-streams.js';
import { isPlainObject } from '../settings-reading.js';
import type { SalesforceClient } from './salesforce-client.js';
import { activityRecord, leadRecord, opportunityRecord, type Row } from './salesforce-records.js';
import type { SalesforceSettings } from './salesforce-settings.js';
import { changesQuery, convertedQuery, isSalesforceId, type SalesforceObject } from './soql.js';

const OBJECTS = {
  lead: ['Lead', 'Opportunity'],
  activity: ['Task', 'Event'],
} as const satisfies Record<string, readonly SalesforceObject[]>;

export type SalesforceKind = keyof typeof OBJECTS;

/** Clocks differ, and a record becomes visible only when its transaction ends. */
const OVERLAP_MS = 120_000;
/** The longest list that a query takes beside its fields. */
const MOST_IDS = 200;

/** Reads one kind of record, page by page, object by object, oldest change first. */
export class SalesforcePull {
  constructor(
    private readonly kind: SalesforceKind,
    private readonly settings: SalesforceSettings,
    private readonly client: SalesforceClient,
    private readonly clock: Clock,
  ) {}

  page(text: string | null): Promise<CrmPage> {
    const objects: readonly SalesforceObject[] = OBJECTS[this.kind];
    return pullStreams(text, objects, async (object, cursor) => {
      const { rows, next } = await this.#read(object, cursor);
      return { records: await this.#records(object, rows), next };
    });
  }

  async #read(
    object: SalesforceObject,
    stored: ChangeCursor,
  ): Promise<{ rows: Row[]; next: ChangeCursor }> {
    let cursor = opened(stored, OVERLAP_MS, this.clock.now().getTime());
    let answer: CrmAnswer;
    try {
      answer = await this.#get(object, cursor);
    } catch (error) {
      // A query's place is kept for two days.
      const lost = error instanceof CrmProtocolError && [400, 404].includes(error.status ?? 0);
      const again =
        lost && cursor.page !== null && restarted(cursor, cursor.high ?? cursor.since, OVERLAP_MS);
      if (!again) throw error;
      cursor = again;
      answer = await this.#get(object, cursor);
    }
    return this.#taken(cursor, answer);
  }

  #get(object: SalesforceObject, { page, ask }: ChangeCursor): Promise<CrmAnswer> {
    const url =
      page === null
        ? this.client.url('/queryAll', { q: changesQuery(object, ask, this.settings) })
        : this.client.url(page);
    return this.client.rest.send({ method: 'GET', url });
  }

  #taken(cursor: ChangeCursor, answer: CrmAnswer): { rows: Row[]; next: ChangeCursor } {
    const rows = rowsOf(answer.json);
    const updates = rows.flatMap((row) => instantMs(row['SystemModstamp']) ?? []);
    const seen = advanced(cursor, updates, clocksOf(answer, this.clock));
    const page = nextPage(answer.json);
    return { rows, next: page === null ? finished(seen) : { ...seen, page } };
  }

  async #records(object: SalesforceObject, rows: Row[]): Promise<CrmRecord[]> {
    if (object === 'Lead') return rows.map((row) => leadRecord(row, this.settings));
    if (object === 'Opportunity') return this.#opportunities(rows);
    const leadOf = await this.#leadsOf(rows.flatMap((row) => idIn(row, 'WhatId') ?? []));
    return rows.flatMap((row) => {
      const who = idIn(row, 'WhoId');
      const what = idIn(row, 'WhatId');
      const deal = what && (idIn(leadOf.get(what) ?? {}, 'Id') ?? what);
      const about = who?.startsWith('00Q') ? who : deal;
      return about === undefined || row['IsDeleted'] === true ? [] : [activityRecord(row, about)];
    });
  }

  /** What an opportunity tells belongs to the lead it came from. */
  async #opportunities(rows: Row[]): Promise<CrmRecord[]> {
    const leadOf = await this.#leadsOf(rows.flatMap((row) => idIn(row, 'Id') ?? []));
    return rows.map((row) => {
      const lead = leadOf.get(String(row['Id']));
      return lead ? leadRecord(lead, this.settings) : opportunityRecord(row, this.settings);
    });
  }

  /** Rows of Lead by the opportunity they became. */
  async #leadsOf(opportunityIds: string[]): Promise<Map<string, Row>> {
    const ids = [...new Set(opportunityIds)].filter((id) => id.startsWith('006'));
    const leads = new Map<string, Row>();
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const q = convertedQuery(ids.slice(from, from + MOST_IDS), this.settings);
      // One after the other: the org counts concurrent requests.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const { json } = await this.client.rest.send({
        method: 'GET',
        url: this.client.url('/queryAll', { q }),
      });
      for (const row of rowsOf(json)) leads.set(String(row['ConvertedOpportunityId']), row);
    }
    return leads;
  }
}

function rowsOf(json: unknown): Row[] {
  const records = isPlainObject(json) ? json['records'] : undefined;
  if (!Array.isArray(records)) {
    throw new CrmProtocolError('A query was answered without a list of records.');
  }
  return records.filter(isPlainObject);
}

/** The path below the data service: an answer may not send us to another host or version. */
function nextPage(json: unknown): string | null {
  const next = isPlainObject(json) ? json['nextRecordsUrl'] : undefined;
  if (typeof next !== 'string' || (isPlainObject(json) && json['done'] === true)) return null;
  const [, path] = /^\/services\/data\/v[\d.]+(\/query(?:All)?\/[\w-]+)$/.exec(next) ?? [];
  if (path === undefined)
    throw new CrmProtocolError('A query goes on at an address that is not its own.');
  return path;
}

function idIn(row: Row, name: string): string | undefined {
  const value = row[name];
  return typeof value === 'string' && isSalesforceId(value) ? value : undefined;
}
