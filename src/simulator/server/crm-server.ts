import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RECORD_KINDS, type RecordKind } from '../records.js';
import type { Branch } from '../world/branch.js';
import type { ScoreStats } from '../world/score-book.js';
import type { World } from '../world/world.js';
import { sendHalf, sendHtmlError, sendJson } from './answers.js';
import { ApiError } from './api-error.js';
import { FaultDice, NO_FAULTS, type Faults, type TransportFault } from './faults.js';
import { PullRoutes } from './pull-routes.js';
import { readBody } from './request-body.js';
import { pushScores } from './score-routes.js';
import { Tokens } from './tokens.js';

export interface CrmServerOptions {
  world: World;
  /** 0 (the default) takes any free port. */
  port?: number;
  /** What goes wrong; nothing by default. */
  faults?: Partial<Faults>;
  tokenLifetimeSeconds?: number;
  /** Epoch milliseconds; the real clock by default. */
  clock?: () => number;
}

export interface SimulatedCrm {
  /** Such as http://127.0.0.1:41234, without a trailing slash. */
  readonly url: string;
  /** Requests answered, by status; 0 counts those cut off in the middle. */
  readonly answered: ReadonlyMap<number, number>;
  /** What goes wrong from now on. */
  setFaults(faults: Partial<Faults>): void;
  /** Over all rooftops. */
  scoreStats(): ScoreStats;
  stop(): Promise<void>;
}

/**
 * Opens the CRM of the whole group on 127.0.0.1.
 *
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function startSimulatedCrm(options: CrmServerOptions): Promise<SimulatedCrm> {
  const crm = new CrmServer(options);
  await crm.listen(options.port ?? 0);
  return crm;
}

type Handler = (branch: Branch, request: IncomingMessage, query: URLSearchParams) => unknown;

class CrmServer implements SimulatedCrm {
  readonly answered = new Map<number, number>();
  readonly #server: Server;
  readonly #stopping = new AbortController();
  readonly #world: World;
  readonly #clock: () => number;
  readonly #tokens: Tokens;
  readonly #pull: PullRoutes;
  #faults: FaultDice;

  constructor({ world, faults, clock = Date.now, tokenLifetimeSeconds = 3600 }: CrmServerOptions) {
    this.#world = world;
    this.#clock = clock;
    this.#tokens = new Tokens(world, clock, tokenLifetimeSeconds);
    this.#pull = new PullRoutes(world, clock);
    this.#faults = new FaultDice({ ...NO_FAULTS, ...faults });
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  setFaults(faults: Partial<Faults>): void {
    this.#faults = new FaultDice({ ...NO_FAULTS, ...faults });
  }

  scoreStats(): ScoreStats {
    const sum = { leads_scored: 0, deliveries: 0, repeats: 0 };
    for (const branch of this.#world.branches.values()) {
      const stats = branch.scores.stats();
      sum.leads_scored += stats.leads_scored;
      sum.deliveries += stats.deliveries;
      sum.repeats += stats.repeats;
    }
    return sum;
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const fault = url.pathname.startsWith('/api/') ? this.#faults.transport() : null;
    const status = await this.#answer({ request, response, url }, fault);
    this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
  }

  async #answer(
    { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
    fault: TransportFault | null,
  ): Promise<number> {
    try {
      if (fault === 'serverError') return sendHtmlError(response, this.#faults.pick([500, 502]));
      if (fault === 'rateLimited') return this.#tooMany(response);
      if (fault === 'tokenExpiry') this.#tokens.revokeAll();
      const body = await this.#handle(request, url);
      if (this.#faults.happens('slow')) await this.#pause(this.#faults.faults.slowMs);
      return fault === 'halfAnswer' ? sendHalf(response, body) : sendJson(response, 200, body);
    } catch (error) {
      if (!(error instanceof ApiError)) return sendHtmlError(response, 500);
      if (error.status === 413) response.setHeader('connection', 'close');
      return sendJson(response, error.status, error.toBody());
    }
  }

  async #handle(request: IncomingMessage, url: URL): Promise<unknown> {
    const { method = 'GET' } = request;
    if (url.pathname === '/oauth/token') {
      allow(method, 'POST');
      return this.#tokens.issue(
        await readBody(request, ['application/json', 'application/x-www-form-urlencoded']),
      );
    }
    const [verb, handler] = this.#route(url.pathname);
    const branch = this.#tokens.open(request.headers.authorization);
    allow(method, verb);
    return handler(branch, request, url.searchParams);
  }

  #route(path: string): [verb: string, handler: Handler] {
    const [, kind, id] = /^\/api\/v2\/([a-z]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (kind === 'scores' && id === 'stats') return ['GET', (branch) => branch.scores.stats()];
    if (kind === 'scores' && id === undefined) {
      return [
        'POST',
        async (branch, request) => {
          const body = await readBody(request, ['application/json']);
          return pushScores(this.#world, branch, body, { at: this.#clock(), faults: this.#faults });
        },
      ];
    }
    if (kind === 'leads' && id !== undefined)
      return ['GET', (branch) => this.#pull.lead(branch, decodeURIComponent(id))];
    if (id === undefined && RECORD_KINDS.includes(kind as RecordKind)) {
      return [
        'GET',
        (branch, _, query) => this.#pull.list(branch, kind as RecordKind, query, this.#faults),
      ];
    }
    throw new ApiError(404, 'not_found', 'no such address');
  }

  #tooMany(response: ServerResponse): number {
    response.setHeader('retry-after', String(this.#faults.faults.retryAfterSeconds));
    return sendJson(response, 429, { error: 'rate_limited', message: 'too many requests' });
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#stopping.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), {
        once: true,
      });
    });
  }
}

function allow(method: string, verb: string): void {
  if (method !== verb) throw new ApiError(405, 'method_not_allowed', `use ${verb}`);
}
