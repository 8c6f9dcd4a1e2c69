import { randomUUID } from 'node:crypto';
import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

export interface ZohoRow {
  id: string;
  [field: string]: unknown;
}

type Module = 'Leads' | 'Deals' | 'Calls';

const SCORE_FIELDS = new Set(['Lead_Likelihood', 'Lead_Band', 'Lead_Reason']);
const ROOT = '/crm/v8';
const MOST_NUMBERED_ROWS = 2_000;
/** A day, and a minute for clocks that differ. */
const MOST_WATCHED_MS = 86_460_000;

/** An organisation of Zoho CRM: its own word before the token, 304, tokens beyond 2,000 rows, rows that fail alone. */
export class ZohoOrganisation extends VendorServer {
  static readonly secrets = {
    clientId: 'fake-zoho-id',
    clientSecret: 'fake-zoho-secret',
    refreshToken: 'fake-zoho-refresh',
  };

  readonly rows: Record<Module, ZohoRow[]> = { Leads: [], Deals: [], Calls: [] };
  readonly deleted: { id: string; deleted_time: string }[] = [];
  readonly scores = new Map<string, Record<string, unknown>>();
  /** Leads whose update fails, with the vendor's code. */
  readonly refuses = new Map<string, string>();
  /** A batch with one of these is refused whole. */
  readonly chokesOn = new Set<string>();
  /** Of notifications, by id; each lives a day at most. */
  readonly channels = new Map<string, Record<string, unknown>>();
  opensChannels = true;
  /** Most rows of a page, whatever is asked for. */
  pageSize = 200;
  /** Told only where it is set: Zoho is silent while less than half is used. */
  creditsLeft?: number;
  readonly #pageTokens = new Map<string, number>();

  dropPageTokens(): void {
    this.#pageTokens.clear();
  }

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/oauth/v2/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    if (!this.isToken(shownToken(request, 'Zoho-oauthtoken'))) {
      return refusal(401, 'INVALID_TOKEN');
    }
    const answer = this.#route(request);
    const left = this.creditsLeft;
    return left === undefined
      ? answer
      : { ...answer, headers: { 'x-api-credits-remaining': String(left) } };
  }

  #token({ body }: VendorRequest): VendorAnswer {
    const form = Object.fromEntries(new URLSearchParams(body));
    const { clientId, clientSecret, refreshToken } = ZohoOrganisation.secrets;
    const good =
      form['grant_type'] === 'refresh_token' &&
      form['client_id'] === clientId &&
      form['client_secret'] === clientSecret &&
      form['refresh_token'] === refreshToken;
    if (!good) return { status: 400, json: { error: 'invalid_client' } };
    return {
      status: 200,
      json: { access_token: this.issueToken(), token_type: 'Bearer', expires_in: 3600 },
    };
  }

  #route(request: VendorRequest): VendorAnswer {
    const { method, path } = request;
    const asked = `${method} ${path.slice(ROOT.length + 1)}`;
    if (asked === 'PUT Leads') return this.#update(request);
    if (asked === 'POST actions/watch') return this.#open(request);
    if (asked === 'GET Leads/deleted') return this.#page(request, this.deleted, 'deleted_time');
    if (asked === 'GET Leads/search') return this.#search(request);
    const module = (['Leads', 'Deals', 'Calls'] as const).find((one) => asked === `GET ${one}`);
    if (!module) return refusal(404, 'INVALID_URL_PATTERN');
    return this.#list(request, module);
  }

  #list(request: VendorRequest, module: Module): VendorAnswer {
    const { query } = request;
    const fields = query.get('fields')?.split(',') ?? [];
    if (fields.length === 0 || fields.length > 50) return refusal(400, 'REQUIRED_PARAM_MISSING');
    const ids = query.get('ids')?.split(',');
    if (ids && ids.length > 100) return refusal(400, 'LIMIT_EXCEEDED');
    const seen = this.rows[module]
      .filter(({ id, Converted_Deal: deal }) => {
        const isShown = query.get('converted') === 'both' || deal === undefined;
        return isShown && (ids?.includes(id) ?? true);
      })
      .toSorted((a, b) => changed(a, 'Modified_Time') - changed(b, 'Modified_Time'));
    if (query.get('sort_order') === 'desc') seen.reverse();
    const rows = seen.map((row) => ({ ...row, ...this.scores.get(row.id) }));
    return this.#page(request, rows, 'Modified_Time', fields);
  }

  #search({ query }: VendorRequest): VendorAnswer {
    const [, list = ''] =
      /^\(Converted_Deal:in:([\d,]+)\)$/.exec(query.get('criteria') ?? '') ?? [];
    const ids = list.split(',');
    if (list === '' || ids.length > 10) return refusal(400, 'INVALID_QUERY');
    const data = this.rows.Leads.filter(({ Converted_Deal: deal }) =>
      ids.includes(String((deal as { id?: unknown } | undefined)?.id)),
    );
    return data.length > 0 ? { status: 200, json: { data } } : { status: 204 };
  }

  #page(
    { headers, query }: VendorRequest,
    all: readonly ZohoRow[],
    changedIn: string,
    fields?: string[],
  ): VendorAnswer {
    const since = headers['if-modified-since'];
    if (since !== undefined && !/[+-]\d\d:\d\d$/.test(since)) return refusal(400, 'INVALID_DATA');
    const rows = since ? all.filter((row) => changed(row, changedIn) > Date.parse(since)) : all;
    if (rows.length === 0) return { status: since === undefined ? 204 : 304 };
    const size = Math.min(Number(query.get('per_page') ?? 200), this.pageSize);
    const from = this.#from(query, size);
    if (from === undefined) return refusal(400, 'INVALID_DATA');
    const shown = rows.slice(from, from + size);
    const end = from + shown.length;
    const more = end < rows.length;
    const token = randomUUID();
    this.#pageTokens.set(token, end);
    const data = fields ? shown.map((row) => only(row, fields)) : shown;
    const info = { more_records: more, ...(more && { next_page_token: token }) };
    return { status: 200, json: { data, info } };
  }

  /** Numbered pages end at 2,000 rows of full pages. */
  #from(query: URLSearchParams, size: number): number | undefined {
    const token = query.get('page_token');
    if (token !== null) return query.has('page') ? undefined : this.#pageTokens.get(token);
    const page = Number(query.get('page') ?? '1');
    return page * 200 > MOST_NUMBERED_ROWS ? undefined : (page - 1) * size;
  }

  #open({ body }: VendorRequest): VendorAnswer {
    const { watch } = JSON.parse(body) as { watch: Record<string, string>[] };
    const expiries = watch.map(({ channel_expiry: at = '' }) => Date.parse(at) - this.now());
    const isGood = expiries.every((ms) => ms > 0 && ms <= MOST_WATCHED_MS);
    if (!isGood || !this.opensChannels) return refusal(400, 'INVALID_DATA');
    for (const channel of watch) this.channels.set(String(channel['channel_id']), channel);
    return { status: 200, json: { watch: [{ code: 'SUCCESS', status: 'success' }] } };
  }

  #update({ body }: VendorRequest): VendorAnswer {
    const { data, trigger } = JSON.parse(body) as { data: ZohoRow[]; trigger?: unknown };
    const choked = data.some(({ id }) => this.chokesOn.has(id));
    if (data.length > 100 || choked || !Array.isArray(trigger) || trigger.length > 0) {
      return refusal(400, 'INVALID_DATA');
    }
    const results = data.map((row) => this.#save(row));
    const failed = results.some(({ status }) => status === 'error');
    return { status: failed ? 207 : 200, json: { data: results } };
  }

  #save({ id, ...fields }: ZohoRow): Record<string, unknown> {
    const isOdd = Object.keys(fields).some((name) => !SCORE_FIELDS.has(name));
    const isThere = this.rows.Leads.some((row) => row.id === id);
    const code = this.refuses.get(id) ?? (isOdd || !isThere ? 'INVALID_DATA' : undefined);
    if (code !== undefined) {
      return { code, status: 'error', message: 'for ann@example.com', details: { id } };
    }
    this.scores.set(id, fields);
    for (const row of this.rows.Leads) if (row.id === id) row['Modified_Time'] = zoned(this.now());
    return { code: 'SUCCESS', status: 'success', message: 'record updated', details: { id } };
  }
}

const zoned = (ms: number): string =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', '+00:00');

const changed = (row: ZohoRow, field: string): number => Date.parse(String(row[field]));

/** What was asked for, and what Zoho shows unasked. */
function only(row: ZohoRow, fields: string[]): ZohoRow {
  const shown = Object.entries(row).filter(
    ([name]) => name === 'id' || name.startsWith('$') || fields.includes(name),
  );
  return { id: row.id, ...Object.fromEntries(shown) };
}

const refusal = (status: number, code: string): VendorAnswer => ({
  status,
  json: { code, status: 'error', message: `${code} for ann@example.com`, details: {} },
});
