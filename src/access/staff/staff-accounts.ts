import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CurrentPasswordWrongError } from '../access.errors.js';
import type { StaffRole } from '../principal.js';
import { passwordHash, passwordMatches } from '../sign-in/passwords.js';
import { Vault } from '../vault/vault.js';

/** What deciding on a sign-in needs of an account. */
export interface Account {
  id: string;
  /** null: invited and not come yet, or signs in elsewhere. */
  passwordHash: string | null;
  disabledAt: Date | null;
  hasSecondFactor: boolean;
}

const ACCOUNT = `SELECT id, password_hash AS "passwordHash", disabled_at AS "disabledAt",
  totp_sealed IS NOT NULL AS "hasSecondFactor" FROM staff`;

/** The accounts of the people at the desk, and their passwords (argon2id). */
@Injectable()
export class StaffAccounts {
  /** Verified against when no account matches, so that a wrong e-mail takes as long as a wrong password. */
  private readonly decoy = passwordHash(randomUUID());

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  /** Makes the account, or sets its password, name and role where the e-mail is known. @throws PasswordWeakError */
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
    const { groupId } = account;
    await this.dataSource.query(
      `INSERT INTO staff (id, group_id, dealership_ids, email_hash, email_sealed, name_sealed, crm_name_sealed, password_hash, role)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (email_hash) DO UPDATE SET name_sealed = excluded.name_sealed,
         crm_name_sealed = excluded.crm_name_sealed,
         password_hash = excluded.password_hash, role = excluded.role,
         dealership_ids = excluded.dealership_ids, failed_sign_ins = 0, locked_until = NULL`,
      [
        randomUUID(),
        groupId,
        account.dealershipId === null ? null : [account.dealershipId],
        emailHash(account.email),
        this.vault.seal(groupId, account.email),
        this.vault.seal(groupId, account.name),
        this.vault.seal(groupId, account.crmName ?? account.name),
        await passwordHash(account.password),
        account.role,
      ],
    );
  }

  async byEmail(email: string): Promise<Account | undefined> {
    const [account] = await this.dataSource.query<Account[]>(`${ACCOUNT} WHERE email_hash = $1`, [
      emailHash(email),
    ]);
    return account;
  }

  /** Takes as long whether or not there is an account. */
  async matches(account: Account | undefined, password: string): Promise<boolean> {
    const known = account?.passwordHash ?? null;
    const matches = await passwordMatches(known ?? (await this.decoy), password);
    return known !== null && matches;
  }

  /** @throws CurrentPasswordWrongError @throws PasswordWeakError */
  async changePassword(id: string, current: string, next: string): Promise<void> {
    const [account] = await this.dataSource.query<Account[]>(`${ACCOUNT} WHERE id = $1`, [id]);
    if (!(await this.matches(account, current))) throw new CurrentPasswordWrongError();
    await this.dataSource.query('UPDATE staff SET password_hash = $2 WHERE id = $1', [
      id,
      await passwordHash(next),
    ]);
  }

  /**
   * Whoever the provider vouches for: known by its own word for them, or, the first time, by an e-mail
   * it has verified. @returns undefined where that is nobody of ours.
   */
  async byProvider(
    issuer: string,
    subject: string,
    verifiedEmail: string | undefined,
  ): Promise<string | undefined> {
    const [known] = await this.dataSource.query<{ id: string; disabledAt: Date | null }[]>(
      `SELECT id, disabled_at AS "disabledAt" FROM staff WHERE oidc_issuer = $1 AND oidc_subject = $2`,
      [issuer, subject],
    );
    if (known) return known.disabledAt === null ? known.id : undefined;
    if (verifiedEmail === undefined) return undefined;
    const [rows] = await this.dataSource.query<[{ id: string }[], number]>(
      `UPDATE staff SET oidc_issuer = $1, oidc_subject = $2
       WHERE email_hash = $3 AND oidc_subject IS NULL AND disabled_at IS NULL RETURNING id`,
      [issuer, subject, emailHash(verifiedEmail)],
    );
    return rows[0]?.id;
  }
}

/** Not keyed by tenant: an e-mail signs in before its group is known. */
export const emailHash = (email: string): Buffer =>
  createHash('sha256').update(`staff ${email.trim().toLowerCase()}`).digest();
