import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Branch } from '../world/branch.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';

export interface TokenAnswer {
  access_token: string;
  expires_in: number;
  token_type: 'Bearer';
}

/** OAuth client credentials: one client for each rooftop, and its token opens that rooftop alone. */
export class Tokens {
  readonly #live = new Map<string, { branch: Branch; until: number }>();

  constructor(
    private readonly world: World,
    private readonly clock: () => number,
    private readonly lifetimeSeconds: number,
  ) {}

  /** @throws ApiError 400 for another grant, 401 for wrong credentials. */
  issue(body: Record<string, unknown>): TokenAnswer {
    if (body['grant_type'] !== 'client_credentials') {
      throw new ApiError(400, 'unsupported_grant_type', "grant_type must be 'client_credentials'");
    }
    const branch = this.#clientOf(body['client_id'], body['client_secret']);
    const token = randomBytes(24).toString('base64url');
    this.#live.set(token, { branch, until: this.clock() + this.lifetimeSeconds * 1000 });
    return { access_token: token, expires_in: this.lifetimeSeconds, token_type: 'Bearer' };
  }

  /** The rooftop a request speaks for. @throws ApiError 401. */
  open(authorization: string | undefined): Branch {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token)
      throw new ApiError(401, 'missing_token', 'send Authorization: Bearer <access_token>');
    const grant = this.#live.get(token);
    if (!grant || grant.until <= this.clock()) {
      this.#live.delete(token);
      throw new ApiError(
        401,
        'invalid_token',
        'the token is unknown or has expired; ask for a new one',
      );
    }
    return grant.branch;
  }

  /** Every token stops working at once. */
  revokeAll(): void {
    this.#live.clear();
  }

  #clientOf(id: unknown, secret: unknown): Branch {
    for (const branch of this.world.branches.values()) {
      if (branch.rooftop.clientId === id && same(secret, branch.rooftop.clientSecret))
        return branch;
    }
    throw new ApiError(401, 'invalid_client', 'client_id and client_secret do not match');
  }
}

function same(given: unknown, expected: string): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
