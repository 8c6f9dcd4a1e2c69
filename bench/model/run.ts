import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { FeatureChoice } from './benchmark-set.js';
import { COURT_NOTES, usualCourt, type CourtChoice } from './court.js';
import { curveReportOf, type CurveResult } from './curve-report.js';
import type { CurveJudge } from './measure-curve.js';
import { readPeers, type PeerFile } from './peers.js';
import { DENYLIST_NOTE, reportOf, type SetResult } from './report.js';
import { inOwnProcess, type Measured } from './set-process.js';

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
  court?: CourtChoice;
  curves?: boolean;
  sizes: string;
  draws: string;
  judge: CurveJudge;
}

type MeasuredSet = Measured & { set: string };

/** What the product itself does: every family contests on valid, and a blend of them if it earns its place. */
const AUTO = 'auto';

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
  .requiredOption('--out <dir>', 'where predictions and the report are written')
  .option('--peers <file>', 'peers.json, to stand beside')
  .option('--seeds <n>', 'how many seeds', '3')
  .option('--family <name>', 'family of estimators; auto: as the product chooses', 'auto')
  .option('--hyperparameters <json>', 'instead of the defaults', '{}')
  .addOption(
    new Option(
      '--court <what>',
      'report: learn from every column all the same; removed: not from what the label court removed ' +
        '(default: report for arrival, removed for all)',
    ).choices(['report', 'removed']),
  )
  .option('--curves', 'learning curves from a few training rows instead of the whole set')
  .option('--sizes <list>', 'with --curves: numbers of training rows', '100,250,500,1000,2500')
  .option('--draws <n>', 'with --curves: how many draws of each size', '10')
  .addOption(
    new Option(
      '--judge <part>',
      'with --curves: the test part, or training rows that a draw left over, to choose settings by',
    )
      .choices(['test', 'left-over'])
      .default('test'),
  );

async function bench(options: BenchOptions): Promise<void> {
  const started = performance.now();
  const peers = await readPeers(options.peers);
  const court = options.court ?? usualCourt(options.features);
  process.stderr.write(`${DENYLIST_NOTE}\n${COURT_NOTES[court]}\n`);
  const textOf = (measured: MeasuredSet[]): string => {
    const seconds = (performance.now() - started) / 1000;
    const draws = Number(options.draws);
    const seeds = Number(options.seeds);
    return options.curves
      ? curveReportOf(besideCurves(measured, options.judge === 'test' ? peers : undefined), {
          ...options,
          draws,
          seconds,
        })
      : reportOf(besidePeers(measured, peers, options), { ...options, court, seeds, seconds });
  };
  await mkdir(options.out, { recursive: true });
  const file = join(options.out, options.curves ? 'curves.md' : 'report.md');
  const { measured, failures } = await measureAll(
    { ...options, court },
    peers.learning_curves,
    // After each set, so that a run that is cut off has told what it measured.
    (sets) => writeFile(file, textOf(sets)),
  );
  process.stdout.write(textOf(measured));
  if (failures.length) throw new Error(`not every set was measured. ${failures.join(' ')}`);
}

/** Peers are known on the test part alone. */
const besideCurves = (measured: MeasuredSet[], peers: PeerFile | undefined): CurveResult[] =>
  measured.map(({ set, curve }) => ({
    set,
    points: curve,
    peers: peers?.learning_curves.filter(({ dataset }) => dataset === set) ?? [],
  }));

const besidePeers = (
  measured: MeasuredSet[],
  { peers, noise_floor }: PeerFile,
  options: Pick<BenchOptions, 'features'>,
): SetResult[] =>
  measured.map((one) => ({
    ...one,
    noise: noise_floor[one.set],
    peers: peers.filter(
      ({ dataset, features }) => dataset === one.set && features === options.features,
    ),
  }));

/** A set that cannot be measured does not cost the others. */
async function measureAll(
  options: BenchOptions & { court: CourtChoice },
  peerCurves: { dataset: string }[],
  onMeasured: (measured: MeasuredSet[]) => Promise<void>,
): Promise<{ measured: MeasuredSet[]; failures: string[] }> {
  const seeds = wholeNumber('--seeds', options.seeds);
  const draws = wholeNumber('--draws', options.draws);
  const sizes = options.sizes.split(',').map((size) => wholeNumber('--sizes', size));
  const hyperparameters = JSON.parse(options.hyperparameters) as Record<string, unknown>;
  const family = options.family === AUTO ? 'blend' : options.family;
  const measured: MeasuredSet[] = [];
  const failures: string[] = [];
  const curves = options.curves && {
    sizes: sizes.toSorted((a, b) => a - b),
    draws,
    judge: options.judge,
  };
  for (const set of await setsOf(options, peerCurves)) {
    const { data, spec, features, court, out } = options;
    const request = { set, data, spec, features, court, out, family, hyperparameters, seeds };
    try {
      measured.push({ set, ...(await inOwnProcess({ ...request, ...(curves && { curves }) })) });
      await onMeasured(measured);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { measured, failures };
}

/** The named sets; else all, or for curves beside peers those that have peers. */
async function setsOf(
  { spec, sets, curves }: BenchOptions,
  peerCurves: { dataset: string }[],
): Promise<string[]> {
  const known = Object.keys(JSON.parse(await readFile(spec, 'utf8')) as object);
  const wanted = sets?.split(',').map((name) => name.trim());
  const strange = wanted?.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new Error(`The spec has no set "${strange}". It has: ${known.join(', ')}.`);
  }
  if (wanted) return wanted;
  const curved = new Set(peerCurves.map(({ dataset }) => dataset));
  return curves && curved.size ? known.filter((set) => curved.has(set)) : known;
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option}: a whole number from 1.`);
  return value;
}

try {
  await bench(command.parse().opts<BenchOptions>());
} catch (error) {
  process.stderr.write(`bench:model: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
