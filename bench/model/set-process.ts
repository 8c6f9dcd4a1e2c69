import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SetAnswer, SetRequest } from './one-set.js';

export type Measured = Extract<SetAnswer, { kind: 'measured' }>;

/** @throws Error naming the set, when it cannot be measured. */
export function inOwnProcess(request: SetRequest): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./one-set.js', import.meta.url)));
    const started = performance.now();
    child.on('message', (answer: SetAnswer) => {
      if (answer.kind === 'progress') showProgress(request.set, answer.done, answer.phrase);
      if (answer.kind === 'failed') reject(new Error(`${request.set}: ${answer.message}`));
      if (answer.kind === 'measured') {
        const seconds = (performance.now() - started) / 1000;
        const line = `${request.set.padEnd(12)} measured in ${seconds.toFixed(1)} s`;
        process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${line.padEnd(70)}\n`);
        for (const found of answer.court) process.stderr.write(`  ${found}\n`);
        resolve(answer);
      }
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${request.set}: its process ended with code ${code} and no answer.`)),
    );
    child.send(request);
  });
}

/** A bar that is drawn over itself; only on a terminal. */
function showProgress(set: string, done: number, phrase: string): void {
  if (!process.stderr.isTTY) return;
  const bar = '#'.repeat(Math.round(done * 20)).padEnd(20, '.');
  const line = `${set.padEnd(12)} [${bar}] ${phrase}`;
  process.stderr.write(`\r${line.slice(0, 70).padEnd(70)}`);
}
