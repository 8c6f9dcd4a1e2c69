import { Argument, Command, InvalidArgumentError } from 'commander';
import { measureAdfFuzz } from './adf-fuzz/adf-fuzz.js';
import { measureArrival } from './arrival/arrival.js';
import { measureChaos } from './chaos/chaos.js';
import { measureColdStart } from './cold-start/cold-start.js';
import { measureDelayedLabels } from './delayed-labels/delayed-labels.js';
import { measureDesk } from './desk/desk.js';
import { measureNewcomer } from './desk/newcomer.js';
import { measureForest } from './forest/forest.js';
import { measureIngestion } from './ingestion/ingestion.js';
import { measureGrowth } from './learner/growth.js';
import { measureLearner } from './learner/learner.js';
import { measureNight } from './learner/night.js';
import { measureNights } from './learner/nights.js';
import { machineFacts } from './measuring.js';
import type { BenchOptions } from './options.js';
import { publish, type Report } from './report.js';
import { measurePull } from './pull/pull.js';
import { measureServing } from './serving/serving.js';
import { say } from './stage.js';
import { measureVin } from './vin/vin.js';

const BENCHES: Record<string, (options: BenchOptions) => Promise<Report>> = {
  ingestion: measureIngestion,
  serving: measureServing,
  arrival: measureArrival,
  learner: measureLearner,
  night: measureNight,
  nights: measureNights,
  'cold-start': measureColdStart,
  forest: measureForest,
  growth: measureGrowth,
  'delayed-labels': measureDelayedLabels,
  'adf-fuzz': measureAdfFuzz,
  chaos: measureChaos,
  pull: measurePull,
  vin: measureVin,
  desk: measureDesk,
  newcomer: measureNewcomer,
};

const command = new Command('bench')
  .description('Measures the product beside plainer ways to do the same; ratios of one run.')
  .addArgument(new Argument('<name>', 'what to measure').choices([...Object.keys(BENCHES), 'all']))
  .option('--rows <n>', 'ingestion, pull: leads; vin: VINs', positive, 20_000)
  .option('--batch <n>', 'ingestion: leads a batch', positive, 5000)
  .option(
    '--rounds <n>',
    'ingestion, serving, learner, pull, desk: measurements of each contender',
    positive,
    3,
  )
  .option('--seconds <n>', 'serving, learner, night: length of a measurement', positive, 5)
  .option('--rate <n>', 'arrival: leads a second', positive, 50)
  .option('--minutes <n>', 'arrival: length', positive, 1)
  .option(
    '--patience <n>',
    'chaos: minutes in which nothing came in or went out before it is given up',
    positive,
    5,
  )
  .option('--kill-every <n>', 'chaos: seconds a worker works before it is killed', positive, 10)
  .option('--seeds <n>', 'cold-start, delayed-labels: simulated worlds', positive, 3)
  .option('--documents <n>', 'adf-fuzz: damaged documents', positive, 20_000)
  .option('--seed <n>', 'adf-fuzz: which ones', positive, 1)
  .option('--leads <n>', 'delayed-labels: leads of the history; chaos: leads', positive, 60_000)
  .option('--months <n>', 'nights: longest history, 24 or 120', positive, 120)
  .option('--largest <n>', 'forest, growth: most examples', positive, 1_000_000);

function positive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('a number above 0');
}

async function main(): Promise<void> {
  command.parse();
  const [name = 'all'] = command.args;
  for (const [each, measure] of Object.entries(BENCHES)) {
    if (name !== 'all' && name !== each) continue;
    const machine = machineFacts();
    say(`bench ${each}`);
    await publish(await measure(command.opts<BenchOptions>()), machine);
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`bench: ${String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
