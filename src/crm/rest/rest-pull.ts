import type { Clock } from '#platform';
import type { CrmPage } from '../crm-adapter.js';
import { CrmProtocolError } from '../crm.errors.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { readPath } from '../payload-path.js';
import { isPlainObject } from '../settings-reading.js';
import { instantMs } from '../instant.js';
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
import { nextPage } from './rest-paging.js';
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
    const { type } = this.pull.paging;
    const isNumbered = type === 'page' || type === 'offset';
    const isGone = error instanceof CrmProtocolError && error.status === 404;
    return isNumbered && page !== null && isGone;
  }

  #ended(cursor: ChangeCursor): CrmPage {
    return { records: [], cursor: writeCursor(finished(cursor)), last: true };
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
    const companions = new RestCompanions(this.pull, this.client);
    const listed = this.#items(answer);
    const items = await companions.detailed(listed);
    const seen = advanced(cursor, this.#updates(items), this.#clocks(answer));
    const next = nextPage(this.pull, this.client, seen, { answer, items: listed, url });
    return {
      records: [
        ...items.map((item) => readRecord(this.pull.mapping, item)),
        ...(await companions.beside(items)),
      ],
      cursor: writeCursor(next ? { ...seen, ...next } : finished(seen)),
      last: next === null,
    };
  }

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
