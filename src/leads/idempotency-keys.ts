import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '#access';
import { Clock } from '#platform';
import { IdempotencyKeyReusedError } from './leads.errors.js';

/** Longer than any program tries the same thing again. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** A key the caller made up for one request. */
export interface KeyedRequest {
  key: string;
  /** What is asked: the same key may stand for something else elsewhere. */
  purpose: string;
  body: unknown;
}

/** Tells a request that comes again from another one under the same key. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Remembers the key with its body. @throws IdempotencyKeyReusedError when it came with another one. */
  async use(manager: EntityManager, dealershipId: string, request: KeyedRequest): Promise<void> {
    const now = this.clock.now();
    await manager.query('DELETE FROM idempotency_key WHERE dealership_id = $1 AND used_at < $2', [
      dealershipId,
      new Date(now.getTime() - KEPT_DAYS * DAY_MS),
    ]);
    const body = this.vault.matchHash(dealershipId, `body ${JSON.stringify(request.body)}`);
    const [known] = await manager.query<[{ body: Buffer }]>(
      `INSERT INTO idempotency_key (dealership_id, key_hash, body_hash, used_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (dealership_id, key_hash) DO UPDATE SET used_at = idempotency_key.used_at
       RETURNING body_hash AS body`,
      [dealershipId, this.#hashOf(dealershipId, request), body, now],
    );
    if (!known.body.equals(body)) throw new IdempotencyKeyReusedError();
  }

  /** Nothing came of the request: its key may come with a better body. */
  async release(
    manager: EntityManager,
    dealershipId: string,
    request: KeyedRequest,
  ): Promise<void> {
    await manager.query('DELETE FROM idempotency_key WHERE dealership_id = $1 AND key_hash = $2', [
      dealershipId,
      this.#hashOf(dealershipId, request),
    ]);
  }

  #hashOf(dealershipId: string, { key, purpose }: KeyedRequest): Buffer {
    return this.vault.matchHash(dealershipId, `key ${purpose} ${key}`);
  }
}
