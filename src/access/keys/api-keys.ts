import { hash as hashOf, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiKeyNotFoundError, UnauthenticatedError } from '../access.errors.js';
import type { Principal, Scope } from '../principal.js';

const PREFIX = 'll_';
/** A revoked key works for at most this long in other replicas. */
const CACHE_MS = 5_000;
const LAST_USED_STEP_MS = 60_000;

export interface ApiKeyView {
  id: string;
  name: string;
  /** The key's last four characters, to tell keys apart. */
  hint: string;
  scopes: Scope[];
  dealershipId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

/** The pool, or the transaction it is part of. */
type Asked = Pick<EntityManager, 'query'>;

interface KnownKey {
  principal: Principal;
  expiresAt: Date | null;
  readAtMs: number;
  lastUsedMs: number;
}

/** Keys for programs. 256 random bits each, so a plain SHA-256 is all that needs to be stored. */
@Injectable()
export class ApiKeys {
  private readonly known = new Map<string, KnownKey>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param on - the transaction it is part of, with what is noted of it.
   * @returns the key itself, this one time, and its id.
   */
  async issue(
    wanted: {
      groupId: string;
      dealershipId: string | null;
      name: string;
      scopes: Scope[];
      expiresAt?: Date;
    },
    on: Asked = this.dataSource,
  ): Promise<{ id: string; key: string }> {
    const key = PREFIX + randomBytes(32).toString('base64url');
    const id = randomUUID();
    await on.query(
      `INSERT INTO api_key (id, group_id, dealership_id, name, secret_hash, hint, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        wanted.groupId,
        wanted.dealershipId,
        wanted.name,
        hash(key),
        key.slice(-4),
        wanted.scopes,
        this.clock.now(),
        wanted.expiresAt ?? null,
      ],
    );
    return { id, key };
  }

  /** @throws UnauthenticatedError */
  async authenticate(key: string): Promise<Principal> {
    const now = this.clock.now().getTime();
    const fingerprint = hashOf('sha256', key, 'base64');
    const cached = this.known.get(fingerprint);
    const found = cached && now - cached.readAtMs < CACHE_MS ? cached : await this.read(key, now);
    if (!found || (found.expiresAt && found.expiresAt.getTime() <= now)) {
      this.known.delete(fingerprint);
      throw new UnauthenticatedError('This API key is unknown, revoked or expired.');
    }
    this.known.set(fingerprint, found);
    await this.noteUse(key, found, now);
    return found.principal;
  }

  list(groupId: string, on: Asked = this.dataSource): Promise<ApiKeyView[]> {
    return on.query(
      `SELECT id, name, hint, scopes, dealership_id AS "dealershipId", created_at AS "createdAt",
              expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"
       FROM api_key WHERE group_id = $1 ORDER BY created_at`,
      [groupId],
    );
  }

  /** A new secret for the same name, scopes and dealership; the old one ends at once. */
  async rotate(groupId: string, id: string, on: Asked): Promise<{ id: string; key: string }> {
    const old = (await this.list(groupId, on)).find((view) => view.id === id && !view.revokedAt);
    if (!old) throw new ApiKeyNotFoundError(id);
    const issued = await this.issue(
      {
        groupId,
        dealershipId: old.dealershipId,
        name: old.name,
        scopes: old.scopes,
        ...(old.expiresAt ? { expiresAt: old.expiresAt } : {}),
      },
      on,
    );
    await this.revoke(groupId, id, on);
    return issued;
  }

  /** @throws ApiKeyNotFoundError */
  async revoke(groupId: string, id: string, on: Asked): Promise<void> {
    const [, count] = await on.query<[unknown, number]>(
      `UPDATE api_key SET revoked_at = coalesce(revoked_at, $3) WHERE group_id = $1 AND id = $2`,
      [groupId, id, this.clock.now()],
    );
    if (count === 0) throw new ApiKeyNotFoundError(id);
  }

  /** Keys are read anew: once those that ended are committed. */
  forget(): void {
    this.known.clear();
  }

  private async read(key: string, nowMs: number): Promise<KnownKey | undefined> {
    const [row] = await this.dataSource.query<
      {
        id: string;
        groupId: string;
        dealershipId: string | null;
        scopes: Scope[];
        expiresAt: Date | null;
      }[]
    >(
      `SELECT id, group_id AS "groupId", dealership_id AS "dealershipId", scopes,
              expires_at AS "expiresAt"
       FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL`,
      [hash(key)],
    );
    if (!row) return undefined;
    const { id, groupId, dealershipId, scopes, expiresAt } = row;
    const principal = {
      actor: `key:${id}`,
      groupId,
      dealershipIds: dealershipId === null ? null : [dealershipId],
      scopes: new Set(scopes),
    };
    return { principal, expiresAt, readAtMs: nowMs, lastUsedMs: 0 };
  }

  private async noteUse(key: string, found: KnownKey, nowMs: number): Promise<void> {
    if (nowMs - found.lastUsedMs < LAST_USED_STEP_MS) return;
    found.lastUsedMs = nowMs;
    await this.dataSource.query('UPDATE api_key SET last_used_at = $2 WHERE secret_hash = $1', [
      hash(key),
      new Date(nowMs),
    ]);
  }
}

const hash = (key: string): Buffer => hashOf('sha256', key, 'buffer');
