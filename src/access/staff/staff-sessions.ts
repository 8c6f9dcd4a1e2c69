import { Injectable } from '@nestjs/common';
import { Env } from '#config';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { UnauthenticatedError } from '../access.errors.js';
import { type Principal, scopesOfRole, type StaffRole } from '../principal.js';
import { newToken, tokenHash } from '../sign-in/token.js';
import { Vault } from '../vault/vault.js';

export const SESSION_COOKIE = 'll_session';
/** That a session was used is noted to the minute. */
const SEEN_STEP_MS = 60_000;

export interface StaffView {
  id: string;
  name: string;
  role: StaffRole;
  groupId: string;
  dealershipIds: string[] | null;
  crmName: string | null;
  sessionId: string;
}

/** One place a member of staff is signed in at. */
export interface SessionView {
  id: string;
  /** Such as 'Chrome on Android'. */
  client: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

interface StaffRow extends Omit<StaffView, 'name' | 'crmName'> {
  nameSealed: Buffer;
  crmNameSealed: Buffer | null;
  lastSeenAt: Date;
}

/**
 * Who is signed in. The cookie holds a random token; the database holds its hash. A session ends some
 * hours after it began, and earlier when nothing was asked with it for a while.
 */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** @returns the token for the cookie. */
  async open(staffId: string, client = 'A browser'): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.dataSource.query(
      `WITH signed AS (UPDATE staff SET last_signed_in_at = $3 WHERE id = $2),
         ended AS (DELETE FROM staff_session WHERE staff_id = $2 AND expires_at <= $3)
       INSERT INTO staff_session (token_hash, staff_id, created_at, last_seen_at, expires_at, client)
       VALUES ($1, $2, $3, $3, $4, $5)`,
      [
        tokenHash(token),
        staffId,
        now,
        new Date(now.getTime() + this.env.SESSION_HOURS * 3_600_000),
        client,
      ],
    );
    return token;
  }

  async close(token: string): Promise<void> {
    await this.dataSource.query('DELETE FROM staff_session WHERE token_hash = $1', [
      tokenHash(token),
    ]);
  }

  /** @returns whether there was such a session of theirs. */
  async closeOne(staffId: string, sessionId: string): Promise<boolean> {
    const [, ended] = await this.dataSource.query<[unknown, number]>(
      'DELETE FROM staff_session WHERE staff_id = $1 AND id = $2',
      [staffId, sessionId],
    );
    return ended > 0;
  }

  /** Everywhere, or everywhere but in one session. */
  async closeAll(staffId: string, but?: string): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM staff_session WHERE staff_id = $1 AND id IS DISTINCT FROM $2',
      [staffId, but ?? null],
    );
  }

  /** Where they are signed in, newest use first. */
  list(staffId: string): Promise<SessionView[]> {
    return this.dataSource.query(
      `SELECT id, client, created_at AS "createdAt", last_seen_at AS "lastSeenAt",
              expires_at AS "expiresAt"
       FROM staff_session WHERE staff_id = $1 AND expires_at > $2 AND last_seen_at > $3
       ORDER BY last_seen_at DESC, id`,
      [staffId, ...this.limits()],
    );
  }

  /** @throws UnauthenticatedError when the session ended. */
  async authenticate(token: string): Promise<Principal> {
    const staff = await this.staffOf(token);
    return {
      actor: `staff:${staff.id}`,
      groupId: staff.groupId,
      dealershipIds: staff.dealershipIds,
      scopes: scopesOfRole(staff.role),
      role: staff.role,
      session: { id: staff.sessionId, staffId: staff.id, name: staff.name },
      ...(staff.role === 'rep' && { sight: { staffId: staff.id, crmName: staff.crmName } }),
    };
  }

  /** @throws UnauthenticatedError when the session ended. */
  async staffOf(token: string): Promise<StaffView> {
    const [row] = await this.dataSource.query<StaffRow[]>(
      `SELECT staff.id, staff.role, staff.group_id AS "groupId", staff.dealership_ids AS "dealershipIds",
              staff.name_sealed AS "nameSealed", staff.crm_name_sealed AS "crmNameSealed",
              staff_session.id AS "sessionId", last_seen_at AS "lastSeenAt"
       FROM staff_session JOIN staff ON staff.id = staff_session.staff_id
       WHERE token_hash = $1 AND expires_at > $2 AND last_seen_at > $3 AND disabled_at IS NULL`,
      [tokenHash(token), ...this.limits()],
    );
    if (!row) throw new UnauthenticatedError('Your session has ended. Sign in again.');
    const { nameSealed, crmNameSealed, lastSeenAt, ...staff } = row;
    await this.noteUse(staff.sessionId, lastSeenAt);
    return {
      ...staff,
      name: this.vault.open(staff.groupId, nameSealed),
      crmName: crmNameSealed && this.vault.open(staff.groupId, crmNameSealed),
    };
  }

  /** Now, and since when a session must have been used. */
  private limits(): [Date, Date] {
    const now = this.clock.now();
    return [now, new Date(now.getTime() - this.env.SESSION_IDLE_MINUTES * 60_000)];
  }

  private async noteUse(sessionId: string, lastSeenAt: Date): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - lastSeenAt.getTime() < SEEN_STEP_MS) return;
    await this.dataSource.query('UPDATE staff_session SET last_seen_at = $2 WHERE id = $1', [
      sessionId,
      now,
    ]);
  }
}
