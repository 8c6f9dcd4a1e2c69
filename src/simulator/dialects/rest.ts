import { createHmac } from 'node:crypto';
import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

export interface RestRow {
  id: string;
  updated_at: string;
  [field: string]: unknown;
}

const COLLECTIONS = ['customers', 'vehicles', 'leads', 'interactions'] as const;
type Collection = (typeof COLLECTIONS)[number];

const SCORE_FIELDS = new Set([
  'lead_id',
  'likelihood',
  'band',
  'top_reason',
  'scored_at',
  'model_version',
  'idempotency_key',
]);
const MOST_SCORES = 200;

interface Refusal {
  error: string;
  retryable: boolean;
}

/** A CRM with a JSON API of its own, as `config/dialects/simulated-crm.yaml` describes it: answers by the book, refuses what is not in it. */
export class RestCrm extends VendorServer {
  static readonly secrets = {
    clientId: 'desk',
    clientSecret: 'fake-client-secret',
    webhookSecret: 'fake-webhook-secret',
  };

  readonly records: Record<Collection, RestRow[]> = {
    customers: [],
    vehicles: [],
    leads: [],
    interactions: [],
  };
  readonly scores = new Map<string, Record<string, unknown>>();
  /** Every score that was taken, a repeat too. */
  readonly taken: Record<string, unknown>[] = [];
  /** Leads whose scores are refused, and how. */
  readonly refuses = new Map<string, Refusal>();
  /** A batch that names one of these is refused as a whole with 422. */
  readonly chokesOn = new Set<string>();
  pageSize = 200;

  sign(body: Buffer): string {
    const mac = createHmac('sha256', RestCrm.secrets.webhookSecret).update(body);
    return `sha256=${mac.digest('hex')}`;
  }

  protected isSignIn({ method, path }: VendorRequest): boolean {
    return method === 'POST' && path === '/oauth/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    return bareIds(
      this.isToken(shownToken(request)) ? this.#route(request) : refusal(401, 'token'),
    );
  }

  #route({ method, path, query, headers, body }: VendorRequest): VendorAnswer {
    const [, name, id] = /^\/api\/v2\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (method === 'POST' && name === 'scores') {
      const isJson = headers['content-type'] === 'application/json';
      return isJson ? this.#takeScores(body) : refusal(415, 'type');
    }
    const collection = COLLECTIONS.find((known) => known === name);
    if (!collection || method !== 'GET') return refusal(404, 'path');
    return id === undefined
      ? this.#list(this.records[collection], query)
      : this.#one(decodeURIComponent(id));
  }

  #token({ body }: VendorRequest): VendorAnswer {
    const form = new URLSearchParams(body);
    const good =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === RestCrm.secrets.clientId &&
      form.get('client_secret') === RestCrm.secrets.clientSecret;
    if (!good) return refusal(400, 'invalid_client');
    const token = { access_token: this.issueToken(), expires_in: 3600, token_type: 'Bearer' };
    return { status: 200, json: token };
  }

  #list(records: RestRow[], query: URLSearchParams): VendorAnswer {
    const known = new Set(['updated_since', 'page_size', 'page_token', 'page']);
    const unknown = [...query.keys()].filter((key) => !known.has(key));
    const since = query.get('updated_since') ?? '0000';
    const after = query.get('page_token') ?? '';
    if (unknown.length > 0) return refusal(400, `unknown parameter ${unknown.join()}`);
    if (after !== '' && !after.includes('~')) return refusal(400, 'page_token');
    const ordered = inOrder(records);
    const from = firstAt(ordered, (row) => row.updated_at >= since && place(row) > after);
    const skipped = (Number(query.get('page') ?? 1) - 1) * this.pageSize;
    const items = ordered.slice(from + skipped, from + skipped + this.pageSize);
    const last = items.at(-1);
    const json = {
      items,
      next_page_token: last && from + skipped + items.length < ordered.length ? place(last) : null,
      server_time: new Date(this.now()).toISOString(),
    };
    return { status: 200, json };
  }

  #one(id: string): VendorAnswer {
    const lead = this.records.leads.find((record) => record.id === id);
    return lead ? { status: 200, json: lead } : refusal(404, 'no such lead');
  }

  #takeScores(body: string): VendorAnswer {
    const { scores } = JSON.parse(body) as { scores: Record<string, unknown>[] };
    const odd = scores.flatMap(Object.keys).find((field) => !SCORE_FIELDS.has(field));
    const choked = scores.some((score) => this.chokesOn.has(String(score['lead_id'])));
    if (scores.length === 0 || scores.length > MOST_SCORES) return refusal(413, 'size');
    if (odd !== undefined || choked) return refusal(422, 'content');
    return { status: 200, json: { results: scores.map((score) => this.#takeScore(score)) } };
  }

  #takeScore(score: Record<string, unknown>): Record<string, unknown> {
    const lead_id = String(score['lead_id']);
    const about = { lead_id, idempotency_key: score['idempotency_key'] };
    const refused = this.refuses.get(lead_id);
    if (refused) return { ...about, status: 'error', ...refused };
    this.taken.push(score);
    this.scores.set(lead_id, score);
    const lead = this.records.leads.find(({ id }) => id === lead_id);
    if (lead) {
      lead['custom_fields'] = { likelihood_percent: score['likelihood'] };
      lead.updated_at = new Date(this.now()).toISOString();
    }
    return { ...about, status: 'ok' };
  }
}

const place = ({ updated_at, id }: RestRow): string => `${updated_at}~${id.padStart(20, '0')}`;

const comesBefore = (one: RestRow, other: RestRow): boolean =>
  one.updated_at === other.updated_at
    ? place(one) < place(other)
    : one.updated_at < other.updated_at;

/** Rows mostly stand in the order in which they changed: to sort all of them for each page would take longer than to answer it. */
const inOrder = (rows: RestRow[]): RestRow[] =>
  rows.every((row, at) => at === 0 || comesBefore(rows[at - 1]!, row))
    ? rows
    : rows.toSorted((one, other) => (comesBefore(one, other) ? -1 : 1));

/** The place of the first row that is wanted, where all behind it are. */
function firstAt(rows: readonly RestRow[], isWanted: (row: RestRow) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isWanted(rows[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const refusal = (status: number, error: string): VendorAnswer => ({ status, json: { error } });

/** Ids of digits alone go out as bare numbers, the way many CRMs write them. */
const bareIds = (answer: VendorAnswer): VendorAnswer => ({
  ...answer,
  text: JSON.stringify(answer.json).replace(/"(id|lead_id)":"(\d+)"/g, '"$1":$2'),
});
