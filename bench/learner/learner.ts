import { Child } from '../child.js';
import type { BenchOptions } from '../options.js';
import { quantile, ratiosOf, spreadOf } from '../measuring.js';
import { figure, ratio, spread, type Report } from '../report.js';
import { say } from '../stage.js';
import { measureLoopDelay, type LoopDelay } from './event-loop.js';
import { inventedExamples } from './invented-examples.js';
import type { TrainingAnswer } from './our-training.process.js';
import { timePythonPipeline, type PipelineAnswer } from './python-pipeline.js';
import { timeScoring, type ScoringTimes } from './scoring.js';
import type { StockAnswer } from './stock.process.js';

const TRAINING_ROWS = 4096;
const PREDICTIONS = 2000;
const BATCH_ROWS = 1000;
const PYTHON_TRAINING_ROWS = 6000;

interface Training {
  stock: StockAnswer[];
  repaired: StockAnswer[];
  ours: TrainingAnswer[];
}

interface Measured {
  training: Training;
  scoring: ScoringTimes;
  python: PipelineAnswer;
  loop: { alone: LoopDelay; training: LoopDelay };
}

/** The ensemble net beside TensorFlow.js as it comes, and a Python pipeline. */
export async function measureLearner(options: BenchOptions): Promise<Report> {
  const training = await measureTraining(options.rounds);
  say('scoring');
  const scoring = await timeScoring(BATCH_ROWS, options.rounds);
  say('python');
  const python = await timePythonPipeline(inventedExamples(PYTHON_TRAINING_ROWS, 1), {
    batch: BATCH_ROWS,
    rounds: 10 * options.rounds,
  });
  say('event loop');
  const loop = await measureLoopDelay(options.seconds);
  return reportOf({ training, scoring, python, loop });
}

async function measureTraining(rounds: number): Promise<Training> {
  const stock = new Child(new URL('./stock.process.js', import.meta.url));
  const repaired = new Child(new URL('./stock.process.js', import.meta.url));
  const ours = new Child(new URL('./our-training.process.js', import.meta.url));
  const training: Training = { stock: [], repaired: [], ours: [] };
  try {
    const asked = { rows: TRAINING_ROWS, predictions: PREDICTIONS };
    for (let round = 1; round <= rounds; round++) {
      training.stock.push(await stock.ask({ ...asked, repaired: false }));
      training.repaired.push(await repaired.ask({ ...asked, repaired: true }));
      training.ours.push(await ours.ask(asked));
      say(
        `training, round ${round}: stock ${training.stock.at(-1)!.fitSeconds.toFixed(2)} s, ` +
          `ours ${training.ours.at(-1)!.plain.seconds.toFixed(3)} s`,
      );
    }
    return training;
  } finally {
    for (const child of [stock, repaired, ours]) child.end();
  }
}

function reportOf({ training, scoring, python, loop }: Measured): Report {
  const stockSeconds = training.stock.map((one) => one.fitSeconds);
  const faster = ratiosOf(
    stockSeconds,
    training.ours.map((one) => one.plain.seconds),
  );
  const apart = Math.max(
    ...training.ours.map((one, round) => Math.abs(one.plain.loss - training.stock[round]!.loss)),
  );
  const predictions = training.stock.flatMap((one) => one.predictMicros);
  const share = quantile(scoring.netScores, 0.5) / quantile(predictions, 0.5);
  const scoreP99 = quantile(scoring.netScores, 0.99);
  const additive = quantile(scoring.additiveReasons, 0.5);
  const reasons = quantile(scoring.netReasons, 0.5) / 1000;
  const incomplete = Math.max(...scoring.completeness);
  const net = scoring.batch[0]!.milliseconds;
  return {
    name: 'learner',
    compared: [
      `Training: one epoch of ${figure(TRAINING_ROWS)} simulated leads (30 columns), batches of 256: 8 members, width 64; the same start, order and Adam. Stock: TensorFlow.js 4.22 layers, model.fit, wasm with SIMD, rows written out as columns. In turns, a process each.`,
      'One score: stock from a row written out already to log-odds (predict in tidy, dataSync); ours from the facts of a lead, encoding included.',
      `Batch: ${figure(BATCH_ROWS)} leads from columns to log-odds; Python: OrdinalEncoder and HistGradientBoostingClassifier on a pandas frame, learned from ${figure(PYTHON_TRAINING_ROWS)}.`,
    ],
    verdicts: [
      verdict('training against stock model.fit', '>= 4x', ratio(faster), faster.median >= 4),
      verdict('log-loss apart from stock', '<= 1e-5', apart.toExponential(1), apart <= 1e-5),
      verdict('one score, p50, against predict', '<= 0.25x', `${figure(share, 2)}x`, share <= 0.25),
      verdict('one score, p99', '< 1 ms', `${figure(scoreP99)} µs`, scoreP99 < 1000),
      verdict(
        'reasons of the additive model, p50',
        '< 5 µs',
        `${figure(additive, 1)} µs`,
        additive < 5,
      ),
      verdict('reasons of the net, p50', '< 5 ms', `${figure(reasons, 2)} ms`, reasons < 5),
      verdict('completeness error, most', '<= 0.01', figure(incomplete, 4), incomplete <= 0.01),
      pythonVerdict(python, net),
      verdict(
        'timers late while a worker trains, p99',
        '< 10 ms',
        `${figure(loop.training.p99, 1)} ms (alone ${figure(loop.alone.p99, 1)})`,
        loop.training.p99 < 10,
      ),
    ],
    tables: [trainingTable(training), callTable(predictions, scoring), batchTable(scoring, python)],
    raw: { training, scoring, python, loop },
  };
}

const verdict = (
  what: string,
  goal: string,
  measured: string,
  met: boolean,
): Report['verdicts'][number] => ({ what, goal, measured, met });

function pythonVerdict(python: PipelineAnswer, net: number[]): Report['verdicts'][number] {
  const what = `batch of ${figure(BATCH_ROWS)} against Python`;
  if ('absent' in python) return verdict(what, '>= 2.5x', `not measured: ${python.absent}`, false);
  const times = quantile(python.milliseconds, 0.5) / quantile(net, 0.5);
  return verdict(what, '>= 2.5x', `${figure(times, 1)}x`, times >= 2.5);
}

function trainingTable({ stock, repaired, ours }: Training): Report['tables'][number] {
  const fits = stock.map((one) => one.fitSeconds);
  const row = (name: string, seconds: number[]): string[] => [
    name,
    spread(spreadOf(seconds.map((one) => TRAINING_ROWS / one))),
    ratio(ratiosOf(fits, seconds)),
  ];
  const plain = ours.map((one) => one.plain.seconds);
  const full = ours.map((one) => one.full.seconds);
  return {
    title: 'Training',
    headings: ['', 'rows/s', 'against stock'],
    rows: [
      row('TensorFlow.js model.fit, stock wasm', fits),
      row(
        'the same with our matMul repair',
        repaired.map((one) => one.fitSeconds),
      ),
      row('ours, the same arithmetic', plain),
      row('ours, with dropout, decay, clipping, averaging', full),
    ],
  };
}

function callTable(predictions: number[], scoring: ScoringTimes): Report['tables'][number] {
  const calls: [string, number[]][] = [
    ['TensorFlow.js predict, stock wasm', predictions],
    ['ensemble net, score', scoring.netScores],
    ['ensemble net, score and reasons', scoring.netReasons],
    ['additive model, score and reasons', scoring.additiveReasons],
  ];
  return {
    title: 'One lead, µs',
    headings: ['', 'p50', 'p99', 'most'],
    rows: calls.map(([name, micros]) => [
      name,
      ...[0.5, 0.99, 1].map((part) => figure(quantile(micros, part), 1)),
    ]),
  };
}

function batchTable({ batch }: ScoringTimes, python: PipelineAnswer): Report['tables'][number] {
  const rows = batch.map(({ family, milliseconds }) => [family, spread(spreadOf(milliseconds), 2)]);
  const beside =
    'absent' in python
      ? ['scikit-learn pipeline', `not measured: ${python.absent}`]
      : [`scikit-learn ${python.version} pipeline`, spread(spreadOf(python.milliseconds), 2)];
  return {
    title: `${figure(BATCH_ROWS)} leads, ms`,
    headings: ['', 'median (least..most)'],
    rows: [...rows, beside],
  };
}
