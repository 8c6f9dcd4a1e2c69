import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that answers each message with one message. */
export class Child {
  private readonly process: ChildProcess;

  /** @param module - Beside the caller, such as `new URL('./load.process.js', import.meta.url)`. */
  constructor(module: URL) {
    this.process = fork(fileURLToPath(module));
  }

  /** @throws Error when the process ends without an answer. */
  ask<T>(question: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void =>
        reject(new Error(`A process of the bench ended with code ${code} and no answer.`));
      this.process.once('exit', ended);
      this.process.once('message', (answer) => {
        this.process.off('exit', ended);
        resolve(answer as T);
      });
      this.process.send(question);
    });
  }

  end(): void {
    this.process.removeAllListeners('exit');
    this.process.disconnect();
  }
}
