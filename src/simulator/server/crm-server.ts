import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScoreStats } from '../world/score-book.js';
import type { World } from '../world/world.js';
import { sendHalf, sendHtmlError, sendJson, sendPage } from './answers.js';
import { ApiError } from './api-error.js';
import { FaultDice, NO_FAULTS, type Faults, type TransportFault } from './faults.js';
import { leadOnPage, leadPage } from './lead-page.js';
import { Routes } from './routes.js';

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

class CrmServer implements SimulatedCrm {
  readonly answered = new Map<number, number>();
  readonly #server: Server;
  readonly #stopping = new AbortController();
  readonly #world: World;
  readonly #routes: Routes;
  #faults: FaultDice;

  constructor({ world, faults, clock = Date.now, tokenLifetimeSeconds = 3600 }: CrmServerOptions) {
    this.#world = world;
    this.#routes = new Routes(world, clock, tokenLifetimeSeconds);
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
    const lead = leadOnPage(this.#world, request.url);
    const fault = isApi(request) ? this.#faults.transport() : null;
    const status = lead
      ? sendPage(response, leadPage(lead))
      : await this.#answer(request, response, fault);
    this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    fault: TransportFault | null,
  ): Promise<number> {
    try {
      if (fault === 'serverError') return sendHtmlError(response, this.#faults.pick([500, 502]));
      if (fault === 'rateLimited') return this.#tooMany(response);
      if (fault === 'tokenExpiry') this.#routes.revokeTokens();
      const body = await this.#routes.handle(request, this.#faults);
      if (isApi(request) && this.#faults.happens('slow'))
        await this.#pause(this.#faults.faults.slowMs);
      return fault === 'halfAnswer' ? sendHalf(response, body) : sendJson(response, 200, body);
    } catch (error) {
      if (!(error instanceof ApiError)) return sendHtmlError(response, 500);
      if (error.status === 413) {
        response.setHeader('connection', 'close');
        request.resume();
      }
      return sendJson(response, error.status, error.toBody());
    }
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

/** Signing in always works; only what a signed-in reader asks for goes wrong. */
const isApi = (request: IncomingMessage): boolean => request.url?.startsWith('/api/') ?? false;
