import { Vault } from '#access';

/** Keeps how long sealing and hashing took. */
export class CountingVault extends Vault {
  seconds = 0;

  override seal(tenantId: string, text: string): Buffer {
    return this.timed(() => super.seal(tenantId, text));
  }

  override matchHash(tenantId: string, value: string): Buffer {
    return this.timed(() => super.matchHash(tenantId, value));
  }

  private timed(work: () => Buffer): Buffer {
    const started = performance.now();
    const made = work();
    this.seconds += (performance.now() - started) / 1000;
    return made;
  }
}
