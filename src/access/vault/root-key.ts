import { hkdfSync } from 'node:crypto';

const ID_BYTES = 4;

/** One SECRET_KEY, and the keys of tenants that are derived from it (HKDF-SHA256). */
export class RootKey {
  /** Stands in every seal, so that whoever opens it knows which key to take. Tells nothing of the key. */
  readonly id: Buffer;
  readonly #sealing = new Map<string, Buffer>();

  /** @param secretKey - 32+ characters. */
  constructor(private readonly secretKey: string) {
    this.id = derived(secretKey, '', 'key id', ID_BYTES);
  }

  sealingKey(tenantId: string): Buffer {
    let key = this.#sealing.get(tenantId);
    if (!key) this.#sealing.set(tenantId, (key = derived(this.secretKey, tenantId, 'seal')));
    return key;
  }
}

export const derived = (secret: string, tenantId: string, purpose: string, bytes = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, tenantId, `lead-likelihood ${purpose} v1`, bytes));
