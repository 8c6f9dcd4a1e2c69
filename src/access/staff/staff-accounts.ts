import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { SignInRefusedError } from '../access.errors.js';
import type { StaffRole } from '../principal.js';
import { Vault } from '../vault/vault.js';

const ALLOWED_FAILURES = 5;
const LOCK_MINUTES = 15;

interface StaffRow {
  id: string;
  passwordHash: string;
  lockedUntil: Date | null;
  disabledAt: Date | null;
}

/** The people at the desk: local accounts, argon2id, locked for a while after five wrong passwords. */
@Injectable()
export class StaffAccounts {
  /** Verified against when no account matches, so that a wrong e-mail takes as long as a wrong password. */
  private readonly decoy = hash(randomUUID());

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Makes the account, or sets its password, name and role where the e-mail is known. */
  async save(account: {
    groupId: string;
    dealershipId: string | null;
    email: string;
    name: string;
    password: string;
    role: StaffRole;
    /** As the CRM writes their name; where it is not given, as they are called here. */
    crmName?: string;
  }): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO staff (id, group_id, dealership_ids, email_hash, email_sealed, name_sealed, crm_name_sealed, password_hash, role)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (email_hash) DO UPDATE SET name_sealed = excluded.name_sealed,
         crm_name_sealed = excluded.crm_name_sealed,
         password_hash = excluded.password_hash, role = excluded.role,
         dealership_ids = excluded.dealership_ids, failed_sign_ins = 0, locked_until = NULL`,
      [
        randomUUID(),
        account.groupId,
        account.dealershipId === null ? null : [account.dealershipId],
        emailHash(account.email),
        this.vault.seal(account.groupId, account.email),
        this.vault.seal(account.groupId, account.name),
        this.vault.seal(account.groupId, account.crmName ?? account.name),
        await hash(account.password),
        account.role,
      ],
    );
  }

  /**
   * @returns the account's id.
   * @throws SignInRefusedError, the same for every cause, so that accounts cannot be guessed.
   */
  async verify(email: string, password: string): Promise<string> {
    const [staff] = await this.dataSource.query<StaffRow[]>(
      `SELECT id, password_hash AS "passwordHash", locked_until AS "lockedUntil", disabled_at AS "disabledAt"
       FROM staff WHERE email_hash = $1`,
      [emailHash(email)],
    );
    const matches = await verify(staff?.passwordHash ?? (await this.decoy), password);
    const now = this.clock.now();
    if (!staff || isClosed(staff, now)) throw new SignInRefusedError();
    if (!matches) {
      await this.countFailure(staff.id, now);
      throw new SignInRefusedError();
    }
    await this.dataSource.query(
      'UPDATE staff SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1',
      [staff.id],
    );
    return staff.id;
  }

  private async countFailure(id: string, now: Date): Promise<void> {
    const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
    await this.dataSource.query(
      `UPDATE staff SET
         locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN $3::timestamptz END,
         failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= $2 THEN 0 ELSE failed_sign_ins + 1 END
       WHERE id = $1`,
      [id, ALLOWED_FAILURES, until],
    );
  }
}

const isClosed = (staff: StaffRow, now: Date): boolean =>
  staff.disabledAt !== null || (staff.lockedUntil !== null && staff.lockedUntil > now);

/** Not keyed by tenant: an e-mail signs in before its group is known. */
const emailHash = (email: string): Buffer =>
  createHash('sha256').update(`staff ${email.trim().toLowerCase()}`).digest();
