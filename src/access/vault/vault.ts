import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealBrokenError } from '../access.errors.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Asking the system for one nonce takes longer than sealing with it. */
const NONCES_AT_A_TIME = 512;
/** First byte of every seal, so that the scheme can change without guessing. */
const VERSION = 1;

/**
 * Personal data and CRM secrets at rest: AES-256-GCM under a key of the tenant's own, and keyed
 * hashes to find equal values without opening any.
 */
@Injectable()
export class Vault {
  private readonly keys = new Map<string, { seal: Buffer; match: Buffer }>();
  private nonces = Buffer.alloc(0);

  /** @param secretKey - 32+ characters; every tenant's keys are derived from it (HKDF-SHA256). */
  constructor(private readonly secretKey: string) {}

  seal(tenantId: string, text: string): Buffer {
    const nonce = this.nextNonce();
    const cipher = createCipheriv('aes-256-gcm', this.keysOf(tenantId).seal, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws SealBrokenError for another tenant's seal, another key, or bytes that were changed. */
  open(tenantId: string, sealed: Buffer): string {
    try {
      if (sealed[0] !== VERSION) throw new RangeError(`Unknown seal version ${sealed[0]}`);
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', this.keysOf(tenantId).seal, nonce);
      decipher.setAuthTag(tag);
      const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new SealBrokenError(cause);
    }
  }

  /** Equal for equal values of one tenant, useless to anybody without the key. 16 bytes. */
  matchHash(tenantId: string, value: string): Buffer {
    return createHmac('sha256', this.keysOf(tenantId).match).update(value).digest().subarray(0, 16);
  }

  /** Random, and handed out once: two seals under one nonce would give the key away. */
  private nextNonce(): Buffer {
    if (this.nonces.length < NONCE_BYTES) this.nonces = randomBytes(NONCE_BYTES * NONCES_AT_A_TIME);
    const nonce = this.nonces.subarray(0, NONCE_BYTES);
    this.nonces = this.nonces.subarray(NONCE_BYTES);
    return nonce;
  }

  private keysOf(tenantId: string): { seal: Buffer; match: Buffer } {
    const known = this.keys.get(tenantId);
    if (known) return known;
    const derive = (purpose: string): Buffer =>
      Buffer.from(
        hkdfSync('sha256', this.secretKey, tenantId, `lead-likelihood ${purpose} v1`, 32),
      );
    const keys = { seal: derive('seal'), match: derive('match') };
    this.keys.set(tenantId, keys);
    return keys;
  }
}
