import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const ARGUMENTS = [
  '--import=./test/support/typescript-hooks.mjs',
  '--conditions=source',
  '--no-warnings',
];

/** A process that runs one of our sources as they are, without a build. */
export class SourceProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown[]>;
  private said = '';
  private complained = '';

  /** @param args - The source, then its arguments: `['src/cli.ts', 'train']`. */
  constructor(args: string[], env: Record<string, string>) {
    this.child = spawn(process.execPath, [...ARGUMENTS, ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (said) => (this.said += String(said)));
    this.child.stderr?.on('data', (said) => (this.complained += String(said)));
    this.ended = once(this.child, 'close');
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it wrote to stdout. @throws Error with what it wrote to stderr, unless it ended well. */
  async output(): Promise<string> {
    const [code] = await this.ended;
    if (code !== 0)
      throw new Error(`A process ended with code ${String(code)}: ${this.complained}`);
    return this.said;
  }

  /** `kill -9`: it cannot clean up. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
