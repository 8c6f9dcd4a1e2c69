import { selected, type SalesforceRow, type Selection } from './salesforce-query.js';
import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

const DATA = '/services/data/v59.0';
const SCORE_FIELDS = new Set(['Lead_Likelihood__c', 'Lead_Band__c', 'Lead_Reason__c']);

/**
 * An org of Salesforce: SOQL of the shape a connector needs, pages by query locator, updates by
 * sObject collections. Strict: an unknown field, object or parameter is refused as the vendor refuses it.
 */
export class SalesforceOrg extends VendorServer {
  static readonly secrets = { clientId: 'connected-app', clientSecret: 'fake-salesforce-secret' };

  readonly rows: Record<'Lead' | 'Opportunity' | 'Task' | 'Event', SalesforceRow[]> = {
    Lead: [],
    Opportunity: [],
    Task: [],
    Event: [],
  };
  readonly scores = new Map<string, Record<string, unknown>>();
  /** Ids whose update fails, with the vendor's code. */
  readonly refuses = new Map<string, string>();
  /** A collection with one of these is refused whole. */
  readonly chokesOn = new Set<string>();
  pageSize = 2000;
  dailyCalls = { used: 0, total: 100_000 };
  readonly #locators = new Map<string, Selection>();

  readonly #services: Record<string, (request: VendorRequest, rest: string) => VendorAnswer> = {
    'GET query': (request, rest) => this.#query(request, rest, 'query'),
    'GET queryAll': (request, rest) => this.#query(request, rest, 'queryAll'),
    'GET sobjects': (_, rest) => this.#one(rest),
    'PATCH composite': (request) => this.#update(request),
  };

  /** Places in query results are kept for two days. */
  dropLocators(): void {
    this.#locators.clear();
  }

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/services/oauth2/token';
  }

  protected override tooMany(): VendorAnswer {
    return { ...error(429, 'TOO_MANY_REQUESTS'), headers: { 'retry-after': '7' } };
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    if (!this.isToken(shownToken(request))) return error(401, 'INVALID_SESSION_ID');
    if (this.dailyCalls.used >= this.dailyCalls.total) return error(403, 'REQUEST_LIMIT_EXCEEDED');
    this.dailyCalls.used++;
    const answer = this.#route(request);
    const { used, total } = this.dailyCalls;
    return { ...answer, headers: { 'sforce-limit-info': `api-usage=${used}/${total}` } };
  }

  #route(request: VendorRequest): VendorAnswer {
    const { path } = request;
    const [, service = '', rest = ''] = /^\/(\w+)(?:\/(.*))?$/.exec(path.slice(DATA.length)) ?? [];
    const serve = path.startsWith(`${DATA}/`)
      ? this.#services[`${request.method} ${service}`]
      : undefined;
    return serve?.(request, rest) ?? error(404, 'NOT_FOUND');
  }

  #token({ method, headers, body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body);
    const good =
      method === 'POST' &&
      headers['content-type'] === 'application/x-www-form-urlencoded' &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === SalesforceOrg.secrets.clientId &&
      form.get('client_secret') === SalesforceOrg.secrets.clientSecret;
    if (!good) return { status: 400, json: { error: 'invalid_client' } };
    return {
      status: 200,
      json: { access_token: this.issueToken(), instance_url: this.origin, token_type: 'Bearer' },
    };
  }

  #query({ query }: VendorRequest, locator: string, service: string): VendorAnswer {
    if (locator !== '') return this.#more(locator, service);
    const selection = selected(query.get('q') ?? '', this.rows, {
      withDeleted: service === 'queryAll',
    });
    return 'errorCode' in selection
      ? error(400, selection.errorCode)
      : this.#page(selection, 0, service);
  }

  #more(locator: string, service: string): VendorAnswer {
    const [, id = '', from = '0'] = /^([\w]+)-(\d+)$/.exec(locator) ?? [];
    const selection = this.#locators.get(id);
    return selection
      ? this.#page(selection, Number(from), service, id)
      : error(400, 'INVALID_QUERY_LOCATOR');
  }

  #page({ rows }: Selection, from: number, service: string, known?: string): VendorAnswer {
    const records = rows.slice(from, from + this.pageSize);
    const done = from + records.length >= rows.length;
    const id = known ?? `01g${this.#locators.size}`;
    if (!done) this.#locators.set(id, { rows });
    const next = `${DATA}/${service}/${id}-${from + records.length}`;
    return {
      status: 200,
      json: { totalSize: rows.length, done, records, ...(!done && { nextRecordsUrl: next }) },
    };
  }

  #update({ headers, body }: VendorRequest): VendorAnswer {
    if (headers['content-type'] !== 'application/json') return error(415, 'UNSUPPORTED_MEDIA_TYPE');
    const { records = [], ...rest } = JSON.parse(body) as { records?: Record<string, unknown>[] };
    const unknown = Object.keys(rest).some((key) => key !== 'allOrNone');
    const choked = records.some((record) => this.chokesOn.has(String(record['id'])));
    if (unknown || choked) return error(400, 'JSON_PARSER_ERROR');
    if (records.length > 200) return error(400, 'INVALID_NUMBER_OF_RECORDS');
    return { status: 200, json: records.map((record) => this.#save(record)) };
  }

  #save({ attributes, id, ...fields }: Record<string, unknown>): unknown {
    const key = String(id);
    const odd = Object.keys(fields).find((field) => !SCORE_FIELDS.has(field));
    const type = (attributes as { type?: string } | undefined)?.type;
    const row = this.rows[type === 'Opportunity' ? 'Opportunity' : 'Lead'].find(
      ({ Id }) => Id === key,
    );
    const code =
      this.refuses.get(key) ??
      (odd && 'INVALID_FIELD_FOR_INSERT_UPDATE') ??
      (row ? undefined : 'ENTITY_IS_DELETED');
    if (code !== undefined || !row) {
      const told = { statusCode: code, message: 'No field for ann@example.com', fields: [] };
      return { success: false, errors: [told] };
    }
    this.scores.set(key, fields);
    Object.assign(row, fields, { SystemModstamp: new Date(this.now()).toISOString() });
    return { id: key, success: true, errors: [] };
  }

  #one(rest: string): VendorAnswer {
    const [object = '', id = ''] = rest.split('/');
    const row = this.rows[object as 'Lead']?.find((one) => one.Id === id);
    if (!row) return error(404, 'NOT_FOUND');
    return { status: 200, json: { attributes: { type: object }, Id: id, ...this.scores.get(id) } };
  }
}

const error = (status: number, errorCode: string): VendorAnswer => ({
  status,
  json: [{ message: `${errorCode} for ann@example.com`, errorCode, fields: [] }],
});
