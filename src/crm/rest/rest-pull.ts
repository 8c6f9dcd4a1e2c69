import type { Clock } from '#platform';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import { isPlainObject } from '../settings-reading.js';
import { instantMs } from '../instant.js';
import { pageBefore, shiftedRows, type PageBefore } from '../shifted-rows.js';
import { readRecord } from './record-reading.js';
import type { CrmCall, CrmClient } from '../http/crm-client.js';
import {
  advanced,
  finished,
  opened,
  readCursor,
  restarted,
  writeCursor,
  type ChangeCursor,
} from '../change-cursor.js';
import { RestCompanions } from './rest-companions.js';
import { isNumbered, nextPage, numberInFront } from './rest-paging.js';
import type { PullSettings } from './rest-pull-settings.js';
import { pageCall } from './rest-request.js';

/** A page token the CRM no longer knows is answered with one of these. */
const STALE_TOKEN = new Set([400, 404, 410, 422]);

/** Reads one kind of record, page by page. */
export class RestPull {
  constructor(
    private readonly pull: PullSettings,
    private readonly client: CrmClient,
    private readonly clock: Clock,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    let cursor = opened(readCursor(text), this.#overlapMs, this.clock.now().getTime());
    let asked = this.#call(cursor);
    let answer: CrmAnswer;
    try {
      answer = await this.client.send(asked);
    } catch (error) {
      if (this.#isBehindTheEnd(cursor, error)) return this.#ended(cursor);
      cursor = this.#restarted(cursor, error);
      asked = this.#call(cursor);
      answer = await this.client.send(asked);
    }
    return this.#read(cursor, answer, asked.url);
  }

  #call(cursor: ChangeCursor): CrmCall {
    return pageCall(this.pull, this.client, cursor, this.clock.now().getTime());
  }

  /** Some systems answer 404 where a numbered page would be empty. */
  #isBehindTheEnd({ page }: ChangeCursor, error: unknown): boolean {
    const isGone = error instanceof CrmProtocolError && error.status === 404;
    return isNumbered(this.pull.paging) && page !== null && isGone;
  }

  async #ended(cursor: ChangeCursor): Promise<CrmPage> {
    const { records } = await this.#whole(await this.#shifted(cursor));
    return { records, cursor: writeCursor(finished(cursor)), last: true };
  }

  /** @throws the CRM's own refusal where the token is not to blame, or again and again. */
  #restarted(cursor: ChangeCursor, error: unknown): ChangeCursor {
    const stale = error instanceof CrmProtocolError && STALE_TOKEN.has(error.status ?? 0);
    const { type } = this.pull.paging;
    const hasToken = cursor.page !== null && (type === 'cursor' || type === 'link');
    const again = stale && hasToken && restarted(cursor, this.#surelySeen(cursor), this.#overlapMs);
    if (!again) throw error;
    return again;
  }

  get #overlapMs(): number {
    return (this.pull.changes?.overlapSeconds ?? 0) * 1000;
  }

  #surelySeen({ high, since }: ChangeCursor): number | null {
    return this.pull.changes?.order === 'updated' ? (high ?? since) : since;
  }

  async #read(cursor: ChangeCursor, answer: CrmAnswer, url: URL): Promise<CrmPage> {
    const listed = this.#items(answer);
    const { items, records } = await this.#whole([...listed, ...(await this.#shifted(cursor))]);
    const seen = advanced(cursor, this.#updates(items), this.#clocks(answer));
    const next = nextPage(this.pull, this.client, seen, { answer, items: listed, url });
    const before = this.#handedOver(cursor, listed, next);
    return {
      records,
      cursor: writeCursor(next ? { ...seen, ...next, before } : finished(seen)),
      last: next === null,
    };
  }

  /** What is listed, with all there is to it. */
  async #whole(listed: unknown[]): Promise<{ items: unknown[]; records: CrmRecord[] }> {
    const companions = new RestCompanions(this.pull, this.client);
    const items = await companions.detailed(listed);
    const own = items.map((item) => readRecord(this.pull.mapping, item));
    return { items, records: [...own, ...(await companions.beside(items))] };
  }

  /** Null where the run goes on by something other than a number: nothing shifts then. */
  #handedOver(
    { page }: ChangeCursor,
    listed: unknown[],
    next: Pick<ChangeCursor, 'page'> | null,
  ): PageBefore | null {
    const { paging, changes } = this.pull;
    // Without a filter by change all is read each time, and what was hidden once comes with the next.
    if (!changes || !isNumbered(paging) || !next?.page) return null;
    return pageBefore(page ?? String(paging.first), listed.map(this.#name));
  }

  #shifted(cursor: ChangeCursor): Promise<unknown[]> {
    const { paging } = this.pull;
    return shiftedRows(cursor.before, {
      read: async (page) => this.#items(await this.client.send(this.#call({ ...cursor, page }))),
      name: this.#name,
      inFront: (page) => (isNumbered(paging) ? numberInFront(paging, page) : null),
    });
  }

  readonly #name = (item: unknown): string => {
    const record = readRecord(this.pull.mapping, item);
    const id = record.kind === 'unreadable' ? undefined : record.said.externalId;
    return id === undefined ? JSON.stringify(item) : String(id);
  };

  #items({ json, status }: CrmAnswer): unknown[] {
    const { items: path, keyed } = this.pull;
    if (json === undefined && (status === 204 || status === 304)) return [];
    const items = path ? readPath(json, path) : json;
    if (Array.isArray(items)) return items;
    if (keyed && isPlainObject(items)) return Object.entries(items).map(withKey);
    throw this.#noList(items);
  }

  #noList(items: unknown): CrmProtocolError {
    const found = items === null || items === undefined ? 'nothing' : `a ${typeof items}`;
    const { path, mapping, items: at } = this.pull;
    return new CrmProtocolError(
      `${path}: expected a list of ${mapping.kind} records` +
        ` at '${at?.text ?? '(the answer itself)'}', found ${found}. Check its items path.`,
    );
  }

  #clocks(answer: CrmAnswer): Clocks {
    const path = this.pull.changes?.serverTimePath;
    const said = path
      ? instantMs(readPath(answer.json, path), this.pull.changes?.writing)
      : undefined;
    const clocks = clocksOf(answer, this.clock);
    return said === undefined ? clocks : { ...clocks, theirs: said };
  }

  #updates(items: unknown[]): number[] {
    const { changes } = this.pull;
    if (!changes) return [];
    return items.flatMap(
      (item) => instantMs(readPath(item, changes.updatedPath), changes.writing) ?? [],
    );
  }
}

const withKey = ([key, value]: [string, unknown]): unknown =>
  isPlainObject(value) ? { ...value, $key: key } : value;
