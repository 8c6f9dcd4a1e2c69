import { fork } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import type { FeatureChoice } from './benchmark-set.js';
import type { SetAnswer, SetRequest } from './one-set.js';
import { readPeers } from './peers.js';
import { DENYLIST_NOTE, reportOf, type SetResult } from './report.js';

interface BenchOptions {
  data: string;
  spec: string;
  sets?: string;
  features: FeatureChoice;
  out: string;
  peers?: string;
  seeds: string;
  family: string;
  hyperparameters: string;
}

const command = new Command('bench:model')
  .description('Measures the learner on public data sets beside well-known models.')
  .requiredOption('--data <dir>', 'folder of the data files')
  .requiredOption('--spec <file>', 'spec.json: the columns and splits of every set')
  .option('--sets <names>', 'comma-separated; default: all in the spec')
  .addOption(
    new Option('--features <choice>', 'columns known at arrival, or all')
      .choices(['arrival', 'all'])
      .default('arrival'),
  )
  .requiredOption('--out <dir>', 'where predictions and report.md are written')
  .option('--peers <file>', 'peers.json, to stand beside')
  .option('--seeds <n>', 'how many seeds', '1')
  .option('--family <name>', 'family of estimators', 'logistic')
  .option('--hyperparameters <json>', 'instead of the defaults', '{}');

async function bench(options: BenchOptions): Promise<void> {
  const started = performance.now();
  const seeds = Number(options.seeds);
  if (!Number.isInteger(seeds) || seeds < 1)
    throw new Error('--seeds must be a whole number from 1.');
  const peers = await readPeers(options.peers);
  const hyperparameters = JSON.parse(options.hyperparameters) as Record<string, unknown>;
  const results: SetResult[] = [];
  process.stderr.write(`${DENYLIST_NOTE}\n`);
  for (const set of await setsOf(options)) {
    const answer = await inOwnProcess({ ...options, set, seeds, hyperparameters });
    const beside = peers.filter((one) => one.dataset === set && one.features === options.features);
    results.push({ set, ...answer, peers: beside });
  }
  const seconds = (performance.now() - started) / 1000;
  const report = reportOf(results, { ...options, seeds, seconds });
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, 'report.md'), report);
  process.stdout.write(report);
}

async function setsOf({ spec, sets }: BenchOptions): Promise<string[]> {
  const known = Object.keys(JSON.parse(await readFile(spec, 'utf8')) as object);
  const wanted = sets?.split(',').map((name) => name.trim()) ?? known;
  const strange = wanted.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new Error(`The spec has no set "${strange}". It has: ${known.join(', ')}.`);
  }
  return wanted;
}

function inOwnProcess(request: SetRequest): Promise<Extract<SetAnswer, { kind: 'measured' }>> {
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
  process.stderr.write(`\r${line.padEnd(70)}`);
}

try {
  await bench(command.parse().opts<BenchOptions>());
} catch (error) {
  process.stderr.write(`bench:model: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
