import { Vault } from '#access';

/** Seals and hashes each text once and gives the same bytes from then on: storing without sealing's cost. */
export class RememberingVault extends Vault {
  private readonly seals = new Map<string, Buffer>();
  private readonly hashes = new Map<string, Buffer>();

  override seal(tenantId: string, text: string): Buffer {
    return remembered(this.seals, text, () => super.seal(tenantId, text));
  }

  override matchHash(tenantId: string, value: string): Buffer {
    return remembered(this.hashes, value, () => super.matchHash(tenantId, value));
  }
}

function remembered(known: Map<string, Buffer>, text: string, make: () => Buffer): Buffer {
  const ready = known.get(text);
  if (ready) return ready;
  const made = make();
  known.set(text, made);
  return made;
}

/** Does nothing but seal and hash as storing would; keeps how long that took. */
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
