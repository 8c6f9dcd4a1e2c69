import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

export interface EleadRow {
  id: string;
  /** Where it counts for `search`. */
  dateIn: string;
  customer: { id: string };
  /** Epoch ms, where it counts for `searchDelta`; not told. */
  changedAt: number;
  [field: string]: unknown;
}

const BASE = '/sales/v1/elead';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOOK_BACK_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;

/** Elead behind Fortellis' gateway: changes of seven days, a hundred calls a minute, comments for ever. */
export class EleadGateway extends VendorServer {
  static readonly secrets = { clientId: 'fortellis-app', clientSecret: 'fake-elead-secret' };
  static readonly subscriptionId = 'store-7';

  readonly opportunities: EleadRow[] = [];
  readonly customers = new Map<string, Record<string, unknown>>();
  readonly comments: { opportunityId: string; comment: string }[] = [];
  /** Opportunities whose comment fails, with the status. */
  readonly refuses = new Map<string, number>();
  callsAMinute = 100;
  mostItems = 100;
  readonly #requestIds = new Set<string>();
  readonly #callsAt: number[] = [];

  get base(): string {
    return `${this.origin}${BASE}`;
  }

  get tokenUrl(): string {
    return `${this.origin}/oauth2/v1/token`;
  }

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/oauth2/v1/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    if (!this.#knows(request)) return refusal(401, 'Unauthorized');
    if (request.headers['subscription-id'] !== EleadGateway.subscriptionId) {
      return refusal(403, 'Subscription-Id is not active');
    }
    const id = String(request.headers['request-id']);
    if (!GUID.test(id) || this.#requestIds.has(id)) return refusal(400, 'Request-Id is invalid');
    this.#requestIds.add(id);
    const answer = this.#isOverLimit() ? refusal(429, 'Too many requests') : this.#route(request);
    return { ...answer, headers: { 'request-id': id } };
  }

  #knows(request: VendorRequest): boolean {
    const { headers } = request;
    const { clientId, clientSecret } = EleadGateway.secrets;
    if (headers.authorization !== undefined) return this.isToken(shownToken(request));
    return headers['client_id'] === clientId && headers['client_secret'] === clientSecret;
  }

  #isOverLimit(): boolean {
    const now = this.now();
    while (this.#callsAt.length && this.#callsAt[0]! <= now - MINUTE_MS) this.#callsAt.shift();
    this.#callsAt.push(now);
    return this.#callsAt.length > this.callsAMinute;
  }

  #token({ headers, body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body);
    const good =
      headers['content-type'] === 'application/x-www-form-urlencoded' &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === EleadGateway.secrets.clientId &&
      form.get('client_secret') === EleadGateway.secrets.clientSecret;
    if (!good) return refusal(400, 'invalid_client');
    return {
      status: 200,
      json: { access_token: this.issueToken(), token_type: 'Bearer', expires_in: 3600 },
    };
  }

  #route(request: VendorRequest): VendorAnswer {
    const [, area, id = '', rest] =
      /^\/(opportunities|customers)\/([^/]+)(?:\/(.+))?$/.exec(request.path.slice(BASE.length)) ??
      [];
    const asked = `${request.method} ${area}${rest === undefined ? '' : `/${rest}`}`;
    if (asked === 'GET customers') return found(this.customers.get(id));
    if (asked === 'POST opportunities/comments') return this.#comment(id, request);
    if (asked === 'GET opportunities' && id === 'searchDelta') return this.#delta(request);
    if (asked === 'GET opportunities' && id === 'search') return this.#search(request);
    return refusal(404, 'Not found');
  }

  #delta({ query }: VendorRequest): VendorAnswer {
    const from = Date.parse(query.get('dateFrom') ?? '');
    if (!(from >= this.now() - LOOK_BACK_MS)) return refusal(400, 'dateFrom is over 7 days ago');
    const changed = this.opportunities.filter(({ changedAt }) => changedAt >= from);
    return this.#page(changed, query);
  }

  #search({ query }: VendorRequest): VendorAnswer {
    const from = Date.parse(query.get('dateFrom') ?? '');
    const to = Date.parse(query.get('dateTo') ?? '');
    if (!(from <= to)) return refusal(400, 'dateFrom and dateTo are no range');
    const within = this.opportunities.filter(({ dateIn }) => {
      const at = Date.parse(dateIn);
      return at >= from && at <= to;
    });
    return this.#page(within, query);
  }

  #page(rows: EleadRow[], query: URLSearchParams): VendorAnswer {
    const [page, asked] = [Number(query.get('page')), Number(query.get('pageSize'))];
    const known = new Set(['dateFrom', 'dateTo', 'page', 'pageSize']);
    if (!(page >= 1) || !(asked >= 1) || [...query.keys()].some((key) => !known.has(key))) {
      return refusal(400, 'Parameters are invalid');
    }
    const pageSize = Math.min(asked, this.mostItems);
    const items = rows
      .slice((page - 1) * pageSize, page * pageSize)
      .map((row) => ({ ...row, changedAt: undefined }));
    const totalPages = Math.ceil(rows.length / pageSize);
    return {
      status: 200,
      json: { items, totalItems: rows.length, totalPages, pageNumber: page, pageSize, links: [] },
    };
  }

  #comment(opportunityId: string, { headers, body }: VendorRequest): VendorAnswer {
    const refused = this.refuses.get(opportunityId);
    if (refused !== undefined) return refusal(refused, 'for ann@example.com');
    const { comment, ...rest } = JSON.parse(body) as { comment?: unknown };
    const isGood = typeof comment === 'string' && comment !== '' && comment.length <= 1500;
    if (headers['content-type'] !== 'application/json') return refusal(415, 'Unsupported');
    if (!isGood || Object.keys(rest).length > 0) return refusal(400, 'Body is invalid');
    const row = this.opportunities.find(({ id }) => id === opportunityId);
    if (!row) return refusal(404, 'No such opportunity');
    row.changedAt = this.now();
    this.comments.push({ opportunityId, comment });
    return { status: 204 };
  }
}

const found = (json: unknown): VendorAnswer =>
  json === undefined ? refusal(404, 'Not found') : { status: 200, json };

const refusal = (status: number, message: string): VendorAnswer => ({
  status,
  json: { code: status, message },
});
