import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerOrder } from './worker.process.js';

/** From sources, as in tests, without a build. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const MODULE = fileURLToPath(
  new URL(`./worker.process.${IS_SOURCE ? 'ts' : 'js'}`, import.meta.url),
);
const HOOKS = new URL('../../test/support/typescript-hooks.mjs', import.meta.url).href;
const EXEC_ARGV = IS_SOURCE ? [`--import=${HOOKS}`, '--conditions=source', '--no-warnings'] : [];

/** Real processes, each killed -9 when it has worked for its time; another takes its place. */
export class Workers {
  killed = 0;
  readonly #alive = new Set<ChildProcess>();
  readonly #ends = new Set<NodeJS.Timeout>();
  #sparing = false;

  /**
   * @param folder - Where they run.
   * @param lifeMs - Counted from when a worker is at work: starting takes long where the machine is busy.
   */
  constructor(
    private readonly folder: string,
    private readonly order: WorkerOrder,
    private readonly lifeMs: number,
    private readonly mostKilled = Infinity,
  ) {}

  /** Those that begin together do not end together. */
  async begin(count: number): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, (_, at) => this.#employ((this.lifeMs * (at + 1)) / count)),
    );
  }

  /** No more killing: those alive finish what is left. */
  spare(): void {
    this.#sparing = true;
    for (const end of this.#ends) clearTimeout(end);
  }

  end(): void {
    this.spare();
    for (const worker of this.#alive) worker.kill('SIGKILL');
  }

  #employ(lifeMs: number): Promise<void> {
    const worker = fork(MODULE, { cwd: this.folder, execArgv: EXEC_ARGV });
    this.#alive.add(worker);
    worker.send(this.order);
    return new Promise((resolve) => {
      worker.once('exit', () => {
        this.#alive.delete(worker);
        resolve();
      });
      worker.once('message', () => {
        if (!this.#sparing) this.#ends.add(setTimeout(() => this.#kill(worker), lifeMs));
        resolve();
      });
    });
  }

  #kill(worker: ChildProcess): void {
    if (this.killed >= this.mostKilled) return;
    if (worker.kill('SIGKILL')) this.killed += 1;
    void this.#employ(this.lifeMs);
  }
}
