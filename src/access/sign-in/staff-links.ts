import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { LinkEndedError } from '../access.errors.js';
import { Tenancy } from '../tenancy/tenancy.js';
import { passwordHash } from './passwords.js';
import { newToken, tokenHash } from './token.js';

const VALID_HOURS = 48;

/** A link an admin hands over, once, by which an account gets its (new) password. */
export interface StaffLink {
  token: string;
  expiresAt: Date;
}

/** One-time links to set a password. An account has one at most: a newer one ends the older. */
@Injectable()
export class StaffLinks {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clock: Clock,
  ) {}

  async issue(staffId: string, by: string): Promise<StaffLink> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + VALID_HOURS * 3_600_000);
    await this.tenancy.asItself(async (manager) => {
      await manager.query('DELETE FROM staff_link WHERE staff_id = $1', [staffId]);
      await manager.query(
        `INSERT INTO staff_link (token_hash, staff_id, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [tokenHash(token), staffId, by, now, expiresAt],
      );
    });
    return { token, expiresAt };
  }

  /**
   * Sets the password and ends the link.
   *
   * @returns the account's id. @throws LinkEndedError @throws PasswordWeakError
   */
  async use(token: string, password: string): Promise<string> {
    // Before the link is taken: a weak password must not use it up.
    const hashed = await passwordHash(password);
    return this.tenancy.asItself(async (manager) => {
      const [rows] = await manager.query<[{ staffId: string }[], number]>(
        `DELETE FROM staff_link USING staff
         WHERE token_hash = $1 AND expires_at > $2 AND staff.id = staff_id AND disabled_at IS NULL
         RETURNING staff_id AS "staffId"`,
        [tokenHash(token), this.clock.now()],
      );
      const staffId = rows[0]?.staffId;
      if (staffId === undefined) throw new LinkEndedError();
      await manager.query('UPDATE staff SET password_hash = $2 WHERE id = $1', [staffId, hashed]);
      return staffId;
    });
  }
}
