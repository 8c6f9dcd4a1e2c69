import type { Clock } from '#platform';
import type { CrmPage } from '../crm-adapter.js';
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import { instantMs } from '../instant.js';
import { readRecord } from './record-reading.js';
import type { CrmClient } from '../http/crm-client.js';
import { finished, readCursor, writeCursor, type ChangeCursor } from '../change-cursor.js';
import { nextPage, pageUrl } from './rest-paging.js';
import type { PullSettings } from './rest-settings.js';

/** A page token the CRM no longer knows is answered with one of these. */
const STALE_TOKEN = new Set([400, 404, 410, 422]);
const MOST_RESTARTS = 3;

/** Reads one kind of record, page by page. */
export class RestPull {
  constructor(
    private readonly pull: PullSettings,
    private readonly client: CrmClient,
    private readonly clock: Clock,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    let cursor = this.#opened(readCursor(text));
    let answer: CrmAnswer;
    try {
      answer = await this.#get(cursor);
    } catch (error) {
      cursor = this.#restarted(cursor, error);
      answer = await this.#get(cursor);
    }
    return this.#read(cursor, answer);
  }

  #get(cursor: ChangeCursor): Promise<CrmAnswer> {
    return this.client.send({ method: 'GET', url: pageUrl(this.pull, this.client, cursor) });
  }

  /** A new run asks from the watermark less the overlap. */
  #opened(cursor: ChangeCursor): ChangeCursor {
    if (cursor.page !== null || cursor.ceiling !== null || cursor.since === null) return cursor;
    return { ...cursor, ask: this.#behind(cursor.since) };
  }

  #behind(ms: number): number {
    return ms - (this.pull.changes?.overlapSeconds ?? 0) * 1000;
  }

  /**
   * Tokens run out between two pages; the run then begins again, behind what it has surely seen.
   *
   * @throws the CRM's own refusal where the token is not to blame, or again and again.
   */
  #restarted(cursor: ChangeCursor, error: unknown): ChangeCursor {
    const stale = error instanceof CrmProtocolError && STALE_TOKEN.has(error.status ?? 0);
    const hasToken = cursor.page !== null && this.pull.paging.type !== 'page';
    if (!stale || !hasToken || cursor.restarts >= MOST_RESTARTS) throw error;
    const from = this.#surelySeen(cursor);
    const ask = from === null ? null : this.#behind(from);
    return { ...cursor, page: null, ask, restarts: cursor.restarts + 1 };
  }

  #surelySeen({ high, since }: ChangeCursor): number | null {
    return this.pull.changes?.order === 'updated' ? (high ?? since) : since;
  }

  #read(cursor: ChangeCursor, answer: CrmAnswer): CrmPage {
    const items = this.#items(answer);
    const serverNow = this.#serverNow(answer);
    const seen: ChangeCursor = {
      ...cursor,
      ceiling: cursor.ceiling ?? serverNow,
      high: this.#newest(items, cursor.high, serverNow),
    };
    const next = nextPage(this.pull, this.client, seen, answer, items.length);
    return {
      records: items.map((item) => readRecord(this.pull.mapping, item)),
      cursor: writeCursor(next ? { ...seen, ...next } : finished(seen)),
      last: next === null,
    };
  }

  #items(answer: CrmAnswer): unknown[] {
    const { items: path } = this.pull;
    const items = path ? readPath(answer.json, path) : answer.json;
    if (Array.isArray(items)) return items;
    const found = items === null || items === undefined ? 'nothing' : `a ${typeof items}`;
    throw new CrmProtocolError(
      `${this.pull.path}: expected a list of ${this.pull.mapping.kind} records` +
        ` at '${path?.text ?? '(the answer itself)'}', found ${found}. Check its items path.`,
    );
  }

  #serverNow(answer: CrmAnswer): number {
    const path = this.pull.changes?.serverTimePath;
    const said = path ? instantMs(readPath(answer.json, path)) : undefined;
    const date = Date.parse(answer.header('date') ?? '');
    return said ?? (Number.isNaN(date) ? this.clock.now().getTime() : date);
  }

  /** A record dated ahead of the server's own clock must not pull the watermark past unseen changes. */
  #newest(items: unknown[], high: number | null, serverNow: number): number | null {
    const path = this.pull.changes?.updatedPath;
    if (!path) return null;
    let newest = high;
    for (const item of items) {
      const updated = instantMs(readPath(item, path));
      if (updated !== undefined && updated <= serverNow && updated > (newest ?? -Infinity))
        newest = updated;
    }
    return newest;
  }
}
