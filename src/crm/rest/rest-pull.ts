import type { Clock } from '#platform';
import type { CrmPage } from '../crm-adapter.js';
import { CrmProtocolError } from '../crm.errors.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import { instantMs } from '../instant.js';
import { readRecord } from './record-reading.js';
import type { CrmClient } from '../http/crm-client.js';
import {
  advanced,
  finished,
  opened,
  readCursor,
  restarted,
  writeCursor,
  type ChangeCursor,
} from '../change-cursor.js';
import { nextPage, pageUrl } from './rest-paging.js';
import type { PullSettings } from './rest-settings.js';

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

  /** @throws the CRM's own refusal where the token is not to blame, or again and again. */
  #restarted(cursor: ChangeCursor, error: unknown): ChangeCursor {
    const stale = error instanceof CrmProtocolError && STALE_TOKEN.has(error.status ?? 0);
    const hasToken = cursor.page !== null && this.pull.paging.type !== 'page';
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

  #read(cursor: ChangeCursor, answer: CrmAnswer): CrmPage {
    const items = this.#items(answer);
    const seen = advanced(cursor, this.#updates(items), this.#clocks(answer));
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

  #clocks(answer: CrmAnswer): Clocks {
    const path = this.pull.changes?.serverTimePath;
    const said = path ? instantMs(readPath(answer.json, path)) : undefined;
    const clocks = clocksOf(answer, this.clock);
    return said === undefined ? clocks : { ...clocks, theirs: said };
  }

  #updates(items: unknown[]): number[] {
    const path = this.pull.changes?.updatedPath;
    return path ? items.flatMap((item) => instantMs(readPath(item, path)) ?? []) : [];
  }
}
