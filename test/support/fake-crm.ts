import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeFault =
  'too many requests' | 'server error' | 'slow' | 'half an answer' | 'a web page' | 'hangs up';

export interface FakeRecord {
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

interface Refusal {
  error: string;
  retryable: boolean;
}

/** A CRM on loopback that answers by the book and refuses what is not in it, with faults at will. */
export class FakeCrm {
  static readonly secrets = {
    clientId: 'desk',
    clientSecret: 'fake-client-secret',
    webhookSecret: 'fake-webhook-secret',
  };

  readonly records: Record<Collection, FakeRecord[]> = {
    customers: [],
    vehicles: [],
    leads: [],
    interactions: [],
  };
  readonly scores = new Map<string, Record<string, unknown>>();
  /** Leads whose scores are refused, and how. */
  readonly refuses = new Map<string, Refusal>();
  /** A batch that names one of these is refused as a whole with 422. */
  readonly chokesOn = new Set<string>();
  readonly requests: { method: string; path: string; query: URLSearchParams }[] = [];
  pageSize = 200;
  serverTime?: Date;
  #tokens = new Set<string>();
  #faults: FakeFault[] = [];
  #server: Server;

  static async start(): Promise<FakeCrm> {
    const crm = new FakeCrm();
    await new Promise<void>((resolve) => {
      crm.#server.listen(0, '127.0.0.1', resolve);
    });
    return crm;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        answer(response, 500, { error: String(error) });
      });
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get host(): string {
    return new URL(this.origin).host;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** The next answers of the API (not of the token endpoint) go wrong, one fault each. */
  failNext(...faults: FakeFault[]): void {
    this.#faults.push(...faults);
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  sign(body: Buffer): string {
    return `sha256=${createHmac('sha256', FakeCrm.secrets.webhookSecret).update(body).digest('hex')}`;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const body = await textOf(request);
    if (request.method === 'POST' && url.pathname === '/oauth/token')
      return this.#token(body, response);
    this.requests.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
    });
    const fault = this.#faults.shift();
    if (fault) return fail(fault, response);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !this.#tokens.has(token))
      return answer(response, 401, { error: 'token' });
    return this.#route(request, url, body, response);
  }

  #route(request: IncomingMessage, url: URL, body: string, response: ServerResponse): void {
    const [, name, id] = /^\/api\/v2\/(\w+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (request.method === 'POST' && name === 'scores') {
      const isJson = request.headers['content-type'] === 'application/json';
      return isJson ? this.#takeScores(body, response) : answer(response, 415, { error: 'type' });
    }
    const collection = COLLECTIONS.find((known) => known === name);
    if (!collection || request.method !== 'GET') return answer(response, 404, { error: 'path' });
    return id === undefined
      ? this.#list(this.records[collection], url.searchParams, response)
      : this.#one(decodeURIComponent(id), response);
  }

  #token(body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    const good =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === FakeCrm.secrets.clientId &&
      form.get('client_secret') === FakeCrm.secrets.clientSecret;
    if (!good) return answer(response, 400, { error: 'invalid_client' });
    const token = randomUUID();
    this.#tokens.add(token);
    return answer(response, 200, { access_token: token, expires_in: 3600, token_type: 'Bearer' });
  }

  #list(records: FakeRecord[], query: URLSearchParams, response: ServerResponse): void {
    const known = new Set(['updated_since', 'page_size', 'page_token']);
    const unknown = [...query.keys()].filter((key) => !known.has(key));
    const since = query.get('updated_since') ?? '0000';
    const after = query.get('page_token') ?? '';
    if (unknown.length > 0)
      return answer(response, 400, { error: `unknown parameter ${unknown.join()}` });
    if (after !== '' && !after.includes('~')) return answer(response, 400, { error: 'page_token' });
    const rest = records
      .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
      .filter((record) => record.updated_at >= since && place(record) > after);
    const items = rest.slice(0, this.pageSize);
    const last = items.at(-1);
    return answer(response, 200, {
      items,
      next_page_token: rest.length > items.length && last ? place(last) : null,
      server_time: (this.serverTime ?? new Date()).toISOString(),
    });
  }

  #one(id: string, response: ServerResponse): void {
    const lead = this.records.leads.find((record) => record.id === id);
    if (!lead) return answer(response, 404, { error: 'no such lead' });
    const likelihood = this.scores.get(id)?.['likelihood'];
    return answer(response, 200, { ...lead, custom_fields: { likelihood_percent: likelihood } });
  }

  #takeScores(body: string, response: ServerResponse): void {
    const { scores } = JSON.parse(body) as { scores: Record<string, unknown>[] };
    const odd = scores.flatMap(Object.keys).find((field) => !SCORE_FIELDS.has(field));
    const choked = scores.some((score) => this.chokesOn.has(String(score['lead_id'])));
    if (scores.length === 0 || scores.length > 200) return answer(response, 413, { error: 'size' });
    if (odd !== undefined || choked) return answer(response, 422, { error: 'content' });
    return answer(response, 200, { results: scores.map((score) => this.#takeScore(score)) });
  }

  #takeScore(score: Record<string, unknown>): Record<string, unknown> {
    const lead_id = String(score['lead_id']);
    const refusal = this.refuses.get(lead_id);
    if (!refusal) this.scores.set(lead_id, score);
    const about = { lead_id, idempotency_key: score['idempotency_key'] };
    return refusal ? { ...about, status: 'error', ...refusal } : { ...about, status: 'ok' };
  }
}

const place = ({ updated_at, id }: FakeRecord): string => `${updated_at}~${id.padStart(20, '0')}`;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Ids of digits alone go out as bare numbers, the way many CRMs write them. */
function answer(response: ServerResponse, status: number, body: unknown): void {
  const json = JSON.stringify(body).replace(/"(id|lead_id)":"(\d+)"/g, '"$1":$2');
  response.writeHead(status, { 'content-type': 'application/json' }).end(json);
}

function fail(fault: FakeFault, response: ServerResponse): void {
  switch (fault) {
    case 'too many requests':
      response.writeHead(429, { 'retry-after': '7' }).end();
      break;
    case 'server error':
      response.writeHead(503).end('{"error":"maintenance"}');
      break;
    case 'half an answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"items":[{"id":"1"');
      setTimeout(() => response.destroy(), 20);
      break;
    case 'a web page':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in as ann@example.com</html>');
      break;
    case 'hangs up':
      response.destroy();
      break;
    case 'slow':
      // Never answers; stop() closes the connection.
      break;
  }
}
