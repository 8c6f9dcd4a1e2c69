import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealBrokenError } from '../access.errors.js';
import { derived, RootKey } from './root-key.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Asking the system for one nonce takes longer than sealing with it. */
const NONCES_AT_A_TIME = 512;
/** First byte of a seal that does not say which key made it. None is made any more. */
const UNNAMED_KEY = 1;
/** First byte of a seal whose next bytes name its root key. */
const NAMED_KEY = 2;

export interface EarlierSecrets {
  /** The root key before this one: opens what it sealed, seals nothing. */
  previous?: string | undefined;
  /** What keyed hashes are made from; outlives a change of the root key. */
  matching?: string;
}

/**
 * Personal data and CRM secrets at rest: AES-256-GCM under a key of the tenant's own, and keyed
 * hashes to find equal values without opening any.
 */
@Injectable()
export class Vault {
  /** How every seal of the present root key begins. */
  readonly mark: Buffer;
  /** The present one first. */
  private readonly roots: readonly [RootKey, ...RootKey[]];
  private readonly matching: string;
  private readonly matchingKeys = new Map<string, KeyObject>();
  private nonces = Buffer.alloc(0);

  /** @param secretKey - 32+ characters; every tenant's keys are derived from it. */
  constructor(secretKey: string, { previous, matching = secretKey }: EarlierSecrets = {}) {
    this.roots = [
      new RootKey(secretKey),
      ...(previous === undefined ? [] : [new RootKey(previous)]),
    ];
    this.matching = matching;
    this.mark = markOf(this.roots[0]);
  }

  seal(tenantId: string, text: string): Buffer {
    const nonce = this.nextNonce();
    const cipher = createCipheriv('aes-256-gcm', this.roots[0].sealingKey(tenantId), nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([this.mark, nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws SealBrokenError for another tenant's seal, a key that is not held, or bytes that were changed. */
  open(tenantId: string, sealed: Buffer): string {
    let why: unknown = new RangeError('No key that is held made this seal.');
    for (const root of this.roots) {
      const bare = bareOf(sealed, root);
      if (!bare) continue;
      try {
        return decrypted(bare, root.sealingKey(tenantId));
      } catch (error) {
        why = error;
      }
    }
    throw new SealBrokenError(why);
  }

  /** Equal for equal values of one tenant, useless to anybody without the key. 16 bytes. */
  matchHash(tenantId: string, value: string): Buffer {
    return createHmac('sha256', this.matchingKeyOf(tenantId))
      .update(value)
      .digest()
      .subarray(0, 16);
  }

  /** Random, and handed out once: two seals under one nonce would give the key away. */
  private nextNonce(): Buffer {
    if (this.nonces.length < NONCE_BYTES) this.nonces = randomBytes(NONCE_BYTES * NONCES_AT_A_TIME);
    const nonce = this.nonces.subarray(0, NONCE_BYTES);
    this.nonces = this.nonces.subarray(NONCE_BYTES);
    return nonce;
  }

  /** As an object of the library: from bytes it would be made anew for each hash. */
  private matchingKeyOf(tenantId: string): KeyObject {
    let key = this.matchingKeys.get(tenantId);
    if (!key) {
      key = createSecretKey(derived(this.matching, tenantId, 'match'));
      this.matchingKeys.set(tenantId, key);
    }
    return key;
  }
}

const markOf = (root: RootKey): Buffer => Buffer.concat([Buffer.of(NAMED_KEY), root.id]);

/** Nonce, tag and text of a seal that this root key made, or may have made. */
function bareOf(sealed: Buffer, root: RootKey): Buffer | undefined {
  if (sealed[0] === UNNAMED_KEY) return sealed.subarray(1);
  const mark = markOf(root);
  return sealed.subarray(0, mark.length).equals(mark) ? sealed.subarray(mark.length) : undefined;
}

function decrypted(bare: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bare.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bare.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = bare.subarray(NONCE_BYTES + TAG_BYTES);
  return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
}
