import type { IncomingMessage } from 'node:http';
import { RECORD_KINDS, type RecordKind } from '../records.js';
import type { Branch } from '../world/branch.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import type { FaultDice } from './faults.js';
import { PullRoutes } from './pull-routes.js';
import { readBody } from './request-body.js';
import { pushScores } from './score-routes.js';
import { Tokens } from './tokens.js';

type Handler = (
  branch: Branch,
  request: IncomingMessage,
  query: URLSearchParams,
  faults: FaultDice,
) => unknown;

/** Every address of the CRM, and who may use it. */
export class Routes {
  readonly #world: World;
  readonly #clock: () => number;
  readonly #tokens: Tokens;
  readonly #pull: PullRoutes;

  constructor(world: World, clock: () => number, tokenLifetimeSeconds: number) {
    this.#world = world;
    this.#clock = clock;
    this.#tokens = new Tokens(world, clock, tokenLifetimeSeconds);
    this.#pull = new PullRoutes(world, clock);
  }

  revokeTokens(): void {
    this.#tokens.revokeAll();
  }

  /** The body to answer with. @throws ApiError for whatever cannot be answered with 200. */
  async handle(request: IncomingMessage, faults: FaultDice): Promise<unknown> {
    const { method = 'GET' } = request;
    const url = addressOf(request);
    if (url.pathname === '/oauth/token') {
      allow(method, 'POST');
      return this.#tokens.issue(
        await readBody(request, ['application/json', 'application/x-www-form-urlencoded']),
      );
    }
    const [verb, handler] = this.#route(url.pathname);
    const branch = this.#tokens.open(request.headers.authorization);
    allow(method, verb);
    return handler(branch, request, url.searchParams, faults);
  }

  #route(path: string): [verb: string, handler: Handler] {
    const [, kind, id] = /^\/api\/v2\/([a-z]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (kind === 'scores') return scoreRoute(this.#world, this.#clock, id);
    if (kind === 'leads' && id !== undefined) {
      return ['GET', (branch) => this.#pull.lead(branch, decode(id))];
    }
    if (id === undefined && RECORD_KINDS.includes(kind as RecordKind)) {
      return [
        'GET',
        (branch, _, query, faults) => this.#pull.list(branch, kind as RecordKind, query, faults),
      ];
    }
    throw notFound();
  }
}

function scoreRoute(
  world: World,
  clock: () => number,
  part: string | undefined,
): [verb: string, handler: Handler] {
  if (part === 'stats') return ['GET', (branch) => branch.scores.stats()];
  if (part !== undefined) throw notFound();
  const push: Handler = async (branch, request, _, faults) => {
    const body = await readBody(request, ['application/json']);
    return pushScores(world, branch, body, { at: clock(), faults });
  };
  return ['POST', push];
}

function allow(method: string, verb: string): void {
  if (method !== verb) throw new ApiError(405, 'method_not_allowed', `use ${verb}`);
}

function addressOf(request: IncomingMessage): URL {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  if (!url) throw new ApiError(400, 'invalid_address', 'the address cannot be read');
  return url;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'invalid_address', 'the address is not valid percent-encoding');
  }
}

const notFound = (): ApiError => new ApiError(404, 'not_found', 'no such address');
