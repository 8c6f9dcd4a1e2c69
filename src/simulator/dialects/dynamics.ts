import { TrackedTable, type DynamicsRow } from './dynamics-changes.js';
import { PredictiveTable } from './dynamics-predictive.js';
import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

export type { DynamicsRow } from './dynamics-changes.js';

const DATA = '/api/data/v9.2/';
const TENANT = '11111111-2222-3333-4444-555555555555';
const SCORE_COLUMNS: Record<string, string> = {
  new_likelihood: 'number',
  new_band: 'string',
  new_reason: 'string',
};
const KEYS = {
  leads: 'leadid',
  opportunities: 'opportunityid',
  phonecalls: 'activityid',
  emails: 'activityid',
  appointments: 'activityid',
  tasks: 'activityid',
} as const;
export type DynamicsTable = keyof typeof KEYS;

/**
 * An environment of Dynamics 365: Entra's token, change tracking with links and removed rows, updates
 * by version. Strict: a column nobody made is refused, and so is an update that could create a row.
 */
export class DynamicsEnvironment extends VendorServer {
  static readonly secrets = { clientId: 'fake-application', clientSecret: 'fake-dynamics-secret' };
  static readonly tenantId = TENANT;

  readonly predictive = new PredictiveTable();
  /** Leads whose update fails, with the status. */
  readonly refuses = new Map<string, number>();
  /** Columns of leads beyond those that rows have. */
  readonly columns = new Set(Object.keys(SCORE_COLUMNS));
  pageSize = 5000;
  /** Links of before are not understood any more. */
  epoch = 0;
  callsLeft = 5999;
  /** Where links lead; its own origin where nothing is said. */
  linkOrigin?: string;
  #version = 0;
  readonly #tables = Object.fromEntries(
    Object.keys(KEYS).map((name) => [name, new TrackedTable(() => ++this.#version)]),
  ) as Record<DynamicsTable, TrackedTable>;

  put(table: DynamicsTable, row: DynamicsRow): void {
    this.#tables[table].put(String(row[KEYS[table]]), row);
  }

  remove(table: DynamicsTable, id: string): void {
    this.#tables[table].remove(id);
  }

  row(table: DynamicsTable, id: string): DynamicsRow | undefined {
    return this.#tables[table].rows.get(id);
  }

  protected isSignIn({ path }: VendorRequest): boolean {
    return path.endsWith('/oauth2/v2.0/token');
  }

  protected override tooMany(): VendorAnswer {
    return { ...error(429, '0x80072322'), headers: { 'retry-after': '7' } };
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    if (!this.isToken(shownToken(request))) return { status: 401 };
    if (request.headers['odata-version'] !== '4.0') return error(400, '0x80060888');
    this.callsLeft--;
    const left = String(this.callsLeft);
    const headers = { 'x-ms-ratelimit-burst-remaining-xrm-requests': left };
    return { ...this.#route(request), headers };
  }

  #token({ method, path, headers, body }: VendorRequest): VendorAnswer {
    const form = Object.fromEntries(new URLSearchParams(body));
    const { clientId, clientSecret } = DynamicsEnvironment.secrets;
    const asked = [method, path, headers['content-type'], ...Object.values(form)];
    const right = [
      'POST',
      `/${TENANT}/oauth2/v2.0/token`,
      'application/x-www-form-urlencoded',
      'client_credentials',
      clientId,
      clientSecret,
      `${this.origin}/.default`,
    ];
    if (asked.join('\n') !== right.join('\n')) {
      return { status: 400, json: { error: 'invalid_client', error_description: 'AADSTS7000215' } };
    }
    const token = this.issueToken();
    return { status: 200, json: { access_token: token, token_type: 'Bearer', expires_in: 3599 } };
  }

  #route(request: VendorRequest): VendorAnswer {
    const place = decodeURIComponent(request.path.slice(DATA.length));
    const [, name = '', key] = /^(\w+)(?:\((.*)\))?$/.exec(place) ?? [];
    if (!request.path.startsWith(DATA)) return error(404, '0x8006088a');
    if (name === 'msdyn_predictivescores') return this.predictive.answer(request, key);
    if (!Object.hasOwn(KEYS, name)) return error(404, '0x80060888');
    const table = name as DynamicsTable;
    return key === undefined ? this.#list(table, request) : this.#one(table, key, request);
  }

  #one(table: DynamicsTable, key: string, request: VendorRequest): VendorAnswer {
    if (request.method === 'PATCH' && table === 'leads') return this.#update(request, key);
    const row = this.row(table, key);
    return row ? this.#shown(table, row, request) : error(404, '0x80040217');
  }

  #shown(name: string, row: DynamicsRow, { query }: VendorRequest): VendorAnswer {
    const columns = (query.get('$select') ?? '').split(',');
    return this.#unknown(name, columns) ?? { status: 200, json: selected(row, columns, false) };
  }

  #list(name: DynamicsTable, { query, headers }: VendorRequest): VendorAnswer {
    const columns = (query.get('$select') ?? '').split(',');
    const prefer = String(headers['prefer'] ?? '');
    const unknown = this.#unknown(name, columns);
    if (unknown) return unknown;
    const annotated = prefer.includes('odata.include-annotations=');
    const filter = query.get('$filter');
    const isTracked = prefer.includes('odata.track-changes');
    // Change tracking takes neither conditions nor an order.
    if (isTracked) return filter ? error(400, '0x80060888') : this.#changes(name, query, annotated);
    const rows = [...this.#tables[name].rows.values()].filter((row) => holds(row, filter));
    const value = rows
      .slice(0, Number(query.get('$top') ?? 5000))
      .map((row) => selected(row, columns, annotated));
    return { status: 200, json: { value } };
  }

  #changes(name: DynamicsTable, query: URLSearchParams, annotated: boolean): VendorAnswer {
    const columns = (query.get('$select') ?? '').split(',');
    const place = query.get('$skiptoken') ?? query.get('$deltatoken') ?? `${this.epoch}-0-0`;
    const [epoch, since = 0, base = 0] = place.split('-').map(Number);
    if (epoch !== this.epoch) return error(400, '0x80044352');
    const changes = this.#tables[name].since(since).filter((one) => base > 0 || !one.removed);
    const page = changes.slice(0, this.pageSize);
    const value = page.map(({ row, removed }) =>
      row ? selected(row, columns, annotated) : this.#removed(name, removed ?? ''),
    );
    const isLast = page.length === changes.length;
    const select = `$select=${columns.join()}`;
    const link = (token: string): string =>
      `${this.linkOrigin ?? this.origin}${DATA}${name}?${select}&${token}`;
    const onward = isLast
      ? { '@odata.deltaLink': link(`$deltatoken=${this.epoch}-${this.#version}-${this.#version}`) }
      : { '@odata.nextLink': link(`$skiptoken=${this.epoch}-${page.at(-1)?.version}-${base}`) };
    return { status: 200, json: { ...onward, value } };
  }

  #removed(name: string, id: string): object {
    const context = `${this.origin}${DATA}$metadata#${name}/$deletedEntity`;
    return { '@odata.context': context, id, reason: 'deleted' };
  }

  #update({ headers, body }: VendorRequest, id: string): VendorAnswer {
    const values = JSON.parse(body) as Record<string, unknown>;
    const refused = this.refuses.get(id);
    if (refused === 429) return this.tooMany();
    if (refused !== undefined) return error(refused, '0x80040265');
    // Without it a row that is gone would come to life again.
    if (headers['if-match'] === undefined) return error(400, '0x80060888');
    const odd = Object.entries(values).some(
      ([name, value]) => typeof value !== SCORE_COLUMNS[name],
    );
    if (odd) return error(400, '0x80048d19');
    const row = this.row('leads', id);
    if (!row) return error(404, '0x80040217');
    this.put('leads', { ...row, ...values, modifiedon: new Date(this.now()).toISOString() });
    return { status: 204 };
  }

  #unknown(name: string, columns: string[]): VendorAnswer | undefined {
    const known = new Set(
      [...this.#tables[name as DynamicsTable].rows.values()].flatMap((row) => Object.keys(row)),
    );
    // An empty table tells of no columns.
    const isKnown = (column: string): boolean => known.has(column) || this.columns.has(column);
    return known.size === 0 || columns.every(isKnown) ? undefined : error(400, '0x80060888');
  }
}

/** Chosen columns with their version, and with what annotates them where that was asked for. */
function selected(row: DynamicsRow, columns: readonly string[], annotated: boolean): object {
  const chosen = Object.entries(row).filter(([name]) => {
    const [column = ''] = name.split('@');
    return columns.includes(column) && (annotated || column === name);
  });
  return { '@odata.etag': `W/"${row.version}"`, ...Object.fromEntries(chosen) };
}

/** `column eq value`, joined by `or`. */
function holds(row: DynamicsRow, filter: string | null): boolean {
  if (filter === null) return true;
  return filter.split(' or ').some((condition) => {
    const [, column = '', value] = /^(\w+) eq ([\w-]+)$/.exec(condition) ?? [];
    return row[column] === value;
  });
}

const error = (status: number, code: string): VendorAnswer => ({
  status,
  json: { error: { code, message: `${code} for ann@example.com` } },
});
