import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Tenancy, Vault } from '#access';

interface Refreshed<T> {
  answer: T;
  next?: string | undefined;
}

/** By a digest of the token as people set it, what its system gave for it last. */
type Kept = Record<string, string>;

/** A connection has one or two; those set before them are forgotten in time. */
const MOST_KEPT = 4;

/** Keeps, sealed, the refresh tokens that outside systems replace with each use. */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly vault: Vault,
  ) {}

  /** For one connection, as `RefreshTokenTurns` of the dialects promises. */
  of(
    dealershipId: string,
    connectionId: string,
  ): { turn<T>(first: string, ask: (newest: string) => Promise<Refreshed<T>>): Promise<T> } {
    return {
      // Asked for inside the turn, and so within its transaction: a token that was used up must be followed by the next.
      turn: (first, ask) =>
        this.tenancy.asWholeDealership(dealershipId, async (manager) => {
          await manager.query(
            `SELECT pg_advisory_xact_lock(hashtextextended('refresh-token:' || $1, 0))`,
            [connectionId],
          );
          const kept = await this.#kept(manager, dealershipId, connectionId);
          const name = createHash('sha256').update(first).digest('base64url');
          const { answer, next } = await ask(kept[name] ?? first);
          if (next !== undefined)
            await this.#keep(manager, dealershipId, connectionId, newestLast(kept, name, next));
          return answer;
        }),
    };
  }

  async #kept(manager: EntityManager, dealershipId: string, connectionId: string): Promise<Kept> {
    const [row] = await manager.query<{ sealed: Buffer | null }[]>(
      `SELECT refresh_tokens_sealed AS sealed FROM crm_connection WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, connectionId],
    );
    return row?.sealed ? (JSON.parse(this.vault.open(dealershipId, row.sealed)) as Kept) : {};
  }

  async #keep(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    kept: Kept,
  ): Promise<void> {
    await manager.query(
      `UPDATE crm_connection SET refresh_tokens_sealed = $3 WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, connectionId, this.vault.seal(dealershipId, JSON.stringify(kept))],
    );
  }
}

const newestLast = (kept: Kept, name: string, token: string): Kept => {
  const others = Object.entries(kept).filter(([other]) => other !== name);
  return Object.fromEntries([...others, [name, token]].slice(-MOST_KEPT));
};
