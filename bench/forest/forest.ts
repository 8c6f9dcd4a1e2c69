import { Child } from '../child.js';
import type { BenchOptions } from '../options.js';
import { figure, type Report, type Verdict } from '../report.js';
import { say } from '../stage.js';
import type { LearningAnswer, LearningQuestion } from './learning.process.js';

/** Beside the family that stands on the fewest sums. */
const BESIDE = 'logistic';
const BESIDE_ROWS = 10_000;
const GROWTH = [10_000, 100_000, 1_000_000];
const MOST_MINUTES = 15;
const MOST_GIGABYTES = 4;

interface Measured extends LearningQuestion {
  answer: LearningAnswer;
}

/** What the forest takes to learn and to answer, by the number of examples, beside the logistic family. */
export async function measureForest(options: BenchOptions): Promise<Report> {
  const sizes = GROWTH.filter((rows) => rows <= options.largest);
  const questions = [
    { family: BESIDE, rows: BESIDE_ROWS },
    ...sizes.map((rows) => ({ family: 'forest', rows })),
  ];
  const measured: Measured[] = [];
  for (const question of questions) {
    const child = new Child(new URL('./learning.process.js', import.meta.url));
    const answer = await child.ask<LearningAnswer>(question);
    child.end();
    measured.push({ ...question, answer });
    say(`${question.family}, ${figure(question.rows)} examples: ${figure(answer.seconds, 1)} s`);
  }
  return {
    name: 'forest',
    compared: [
      'simulated examples of 30 features, two of them with 400 and 5,000 levels; a fifth as many to choose on',
      'seconds of one whole fit, the choice of settings included; each in a process of its own',
      'a lead: its score with its reasons; a batch: 1,000 leads, scores alone',
    ],
    verdicts: verdictsOf(measured),
    tables: [tableOf(measured)],
    raw: measured,
  };
}

function verdictsOf(measured: Measured[]): Verdict[] {
  const forests = measured.filter(({ family }) => family === 'forest');
  const { rows, answer } = forests.at(-1)!;
  const lead = forests[0]!.answer.leadMicroseconds.median;
  return [
    {
      what: `${figure(rows)} examples`,
      goal: `<= ${MOST_MINUTES} min, ${MOST_GIGABYTES} GB`,
      measured: `${figure(answer.seconds / 60, 1)} min, ${figure(answer.peakMegabytes / 1024, 1)} GB`,
      met: answer.seconds <= MOST_MINUTES * 60 && answer.peakMegabytes <= MOST_GIGABYTES * 1024,
    },
    {
      what: `one lead with exact reasons (${figure(forests[0]!.rows)} examples)`,
      goal: '< 1,000 µs',
      measured: `${figure(lead)} µs`,
      met: lead < 1000,
    },
  ];
}

const tableOf = (measured: Measured[]): Report['tables'][number] => ({
  title: 'Learning and answering',
  headings: [
    'family',
    'examples',
    'seconds',
    'CPU s',
    'examples/s',
    'peak MB',
    'lead p50 µs',
    'lead p99 µs',
    'batch leads/s',
    'state kB',
  ],
  rows: measured.map(({ family, rows, answer }) => [
    family,
    figure(rows),
    figure(answer.seconds, 1),
    figure(answer.cpuSeconds, 1),
    figure(rows / answer.seconds),
    figure(answer.peakMegabytes),
    figure(answer.leadMicroseconds.median),
    figure(answer.leadMicroseconds.p99),
    figure(answer.batchRowsPerSecond),
    figure(answer.stateKilobytes),
  ]),
});
