import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { SecondFactorNotStartedError, SecondFactorWrongError } from '../access.errors.js';
import { Vault } from '../vault/vault.js';
import { tokenHash } from './token.js';

const ISSUER = 'Lead Likelihood';
const PERIOD_SECONDS = 30;
/** Clocks of phones may be half a minute off. */
const STEPS_OFF = 1;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

interface FactorRow {
  groupId: string;
  sealed: Buffer | null;
  pendingSealed: Buffer | null;
}

/** Time-based codes of an authenticator app (RFC 6238), and recovery codes for whoever lost the phone. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async isOn(staffId: string): Promise<boolean> {
    return (await this.rowOf(staffId)).sealed !== null;
  }

  /** A new secret, which counts once a code of it is confirmed. @returns the otpauth URI for the app. */
  async start(staffId: string): Promise<string> {
    const { groupId } = await this.rowOf(staffId);
    const secret = new Secret({ size: 20 });
    await this.dataSource.query('UPDATE staff SET totp_pending_sealed = $2 WHERE id = $1', [
      staffId,
      this.vault.seal(groupId, secret.base32),
    ]);
    return new TOTP({ issuer: ISSUER, label: 'desk', secret }).toString();
  }

  /**
   * @returns recovery codes, this one time; each works once instead of a code.
   * @throws SecondFactorNotStartedError @throws SecondFactorWrongError
   */
  async confirm(staffId: string, code: string): Promise<string[]> {
    const { groupId, pendingSealed } = await this.rowOf(staffId);
    if (!pendingSealed) throw new SecondFactorNotStartedError();
    const step = this.stepOf(this.vault.open(groupId, pendingSealed), code);
    if (step === undefined) throw new SecondFactorWrongError();
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.dataSource.query(
      `UPDATE staff SET totp_sealed = totp_pending_sealed, totp_pending_sealed = NULL,
         totp_used_step = $2, recovery_hashes = $3 WHERE id = $1`,
      [staffId, step, codes.map((one) => recoveryHash(one))],
    );
    return codes;
  }

  /** Whether this is a code of now that was not used before, or an unused recovery code, which is used up. */
  async accepts(staffId: string, code: string): Promise<boolean> {
    const { groupId, sealed } = await this.rowOf(staffId);
    if (!sealed) return false;
    const step = this.stepOf(this.vault.open(groupId, sealed), code);
    const [, changed] =
      step === undefined
        ? await this.dataSource.query<[unknown, number]>(
            `UPDATE staff SET recovery_hashes = array_remove(recovery_hashes, $2)
             WHERE id = $1 AND $2 = ANY (recovery_hashes)`,
            [staffId, recoveryHash(code)],
          )
        : await this.dataSource.query<[unknown, number]>(
            'UPDATE staff SET totp_used_step = $2 WHERE id = $1 AND totp_used_step < $2',
            [staffId, step],
          );
    return changed > 0;
  }

  async turnOff(staffId: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE staff SET totp_sealed = NULL, totp_pending_sealed = NULL, totp_used_step = 0,
         recovery_hashes = '{}' WHERE id = $1`,
      [staffId],
    );
  }

  /** Which step of time the code belongs to; undefined: to none near now. */
  private stepOf(secret: string, code: string): number | undefined {
    const timestamp = this.clock.now().getTime();
    const totp = new TOTP({ issuer: ISSUER, secret, period: PERIOD_SECONDS });
    const token = code.replaceAll(/\s/g, '');
    const off = /^\d{6}$/.test(token)
      ? totp.validate({ token, timestamp, window: STEPS_OFF })
      : null;
    return off === null ? undefined : totp.counter({ timestamp }) + off;
  }

  private async rowOf(staffId: string): Promise<FactorRow> {
    const [row] = await this.dataSource.query<[FactorRow]>(
      `SELECT group_id AS "groupId", totp_sealed AS sealed, totp_pending_sealed AS "pendingSealed"
       FROM staff WHERE id = $1`,
      [staffId],
    );
    return row;
  }
}

/** 80 random bits, in groups a person can read out. */
const newRecoveryCode = (): string =>
  new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer }).base32
    .toLowerCase()
    .match(/.{4}/g)!
    .join('-');

const recoveryHash = (code: string): Buffer =>
  tokenHash(`recovery ${code.toLowerCase().replaceAll(/[^a-z2-7]/g, '')}`);
