import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { Tenancy } from '../tenancy/tenancy.js';
import { newToken, tokenHash } from './token.js';
import { lockSeconds } from './lock-out.js';

/** Where failures are counted: on a device that signed in before, else on the account for all strangers. */
interface Counter {
  table: 'staff' | 'staff_device';
  column: 'id' | 'token_hash';
  key: string | Buffer;
}

/**
 * Counts attempts to sign in. A browser that has signed in to the account before is known by a cookie
 * and has a count of its own: whoever guesses from elsewhere locks strangers out, not the account's
 * owner (OWASP, "device cookies").
 */
@Injectable()
export class Attempts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenancy: Tenancy,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts one attempt as failed before its password is looked at, so that many at once get no more
   * tries than one after the other. @returns what takes it back, or undefined while locked.
   */
  async begin(staffId: string, device?: string): Promise<(() => Promise<void>) | undefined> {
    const counter = await this.counterOf(staffId, device);
    const { table, column, key } = counter;
    const now = this.clock.now();
    return this.tenancy.asItself(async (manager) => {
      const [row] = await manager.query<{ failed: number; lockedUntil: Date | null }[]>(
        `SELECT failed_sign_ins AS failed, locked_until AS "lockedUntil" FROM ${table}
         WHERE ${column} = $1 FOR UPDATE`,
        [key],
      );
      if (!row || (row.lockedUntil && row.lockedUntil > now)) return undefined;
      const seconds = lockSeconds(row.failed + 1);
      await manager.query(
        `UPDATE ${table} SET failed_sign_ins = $2, locked_until = $3 WHERE ${column} = $1`,
        [key, row.failed + 1, seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null],
      );
      return () => this.forgive(counter);
    });
  }

  /** From now on the browser with this token is known to the account. @returns the token for its cookie. */
  async know(staffId: string, device?: string): Promise<string> {
    if (device !== undefined && (await this.isKnown(staffId, device))) return device;
    const token = newToken();
    await this.dataSource.query(
      'INSERT INTO staff_device (token_hash, staff_id, created_at) VALUES ($1, $2, $3)',
      [tokenHash(token), staffId, this.clock.now()],
    );
    return token;
  }

  /** Nobody is known any more, nor locked out. */
  async startAnew(staffId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM staff_device WHERE staff_id = $1', [staffId]);
    await this.forgive({ table: 'staff', column: 'id', key: staffId });
  }

  private async counterOf(staffId: string, device?: string): Promise<Counter> {
    if (device !== undefined && (await this.isKnown(staffId, device)))
      return { table: 'staff_device', column: 'token_hash', key: tokenHash(device) };
    return { table: 'staff', column: 'id', key: staffId };
  }

  private async isKnown(staffId: string, device: string): Promise<boolean> {
    const found = await this.dataSource.query<unknown[]>(
      'SELECT FROM staff_device WHERE token_hash = $1 AND staff_id = $2',
      [tokenHash(device), staffId],
    );
    return found.length > 0;
  }

  private async forgive({ table, column, key }: Counter): Promise<void> {
    await this.dataSource.query(
      `UPDATE ${table} SET failed_sign_ins = 0, locked_until = NULL WHERE ${column} = $1`,
      [key],
    );
  }
}
