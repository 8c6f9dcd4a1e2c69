import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type AdfReading, DEFAULT_ADF_LIMITS } from './adf-prospect.js';
import { tooLarge } from './adf-refusals.js';

export interface Asked {
  raw: Uint8Array;
  contentType: string;
}

export interface ThreadLimits {
  /** Longer than the dearest message within `AdfLimits` takes on a busy machine. */
  mostMs: number;
  memoryMb: number;
}

const LIMITS: ThreadLimits = { mostMs: 20_000, memoryMb: 256 };

/** A thread that reads messages one by one. It starts with the first, and keeps no process alive by itself. */
export class ReadingThread {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly script: URL,
    private readonly limits: ThreadLimits = LIMITS,
    private readonly execArgv: string[] = [],
  ) {}

  /** What takes too long or too much memory is `too-large`. */
  read(raw: Uint8Array, contentType: string): Promise<AdfReading> {
    const reading = this.#last.then(() => this.#ask({ raw, contentType }));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #ask(asked: Asked): Promise<AdfReading> {
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    try {
      // oxlint-disable-next-line require-post-message-target-origin -- a thread, not a window
      worker.postMessage(asked);
      const signal = AbortSignal.timeout(this.limits.mostMs);
      const [reading] = (await once(worker, 'message', { signal })) as [AdfReading];
      worker.unref();
      return reading;
    } catch (error) {
      await this.close();
      if (isBeyond(error)) return tooLarge('maxBytes', DEFAULT_ADF_LIMITS);
      throw error;
    }
  }

  #start(): Worker {
    const worker = new Worker(this.script, {
      execArgv: this.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb },
    });
    // Whoever waits for its answer hears of it; while nobody does, the next message starts another.
    worker.on('error', () => (this.#worker = undefined));
    return worker;
  }
}

const isBeyond = (error: unknown): boolean =>
  ['ABORT_ERR', 'ERR_WORKER_OUT_OF_MEMORY'].includes((error as NodeJS.ErrnoException).code ?? '');
