import { loadavg } from 'node:os';
import { Child } from '../child.js';
import type { LearningAnswer, LearningQuestion } from '../forest/learning.process.js';
import type { BenchOptions } from '../options.js';
import { figure, type Report, type Verdict } from '../report.js';
import { say } from '../stage.js';

/** All that a night fits; the blend takes over what these have learned. */
const FAMILIES = ['logistic', 'forest', 'ensemble-net'];
const GROWTH = [10_000, 100_000, 1_000_000];
const MOST_MINUTES = 15;
const MOST_GIGABYTES = 4;

interface Measured extends LearningQuestion {
  answer: LearningAnswer;
}

/** What each family takes to learn, by the number of examples; each in a process of its own. */
export async function measureGrowth({ largest }: BenchOptions): Promise<Report> {
  const measured: Measured[] = [];
  for (const rows of GROWTH.filter((each) => each <= largest)) {
    for (const family of FAMILIES) {
      say(`${family}, ${figure(rows)} examples`);
      const child = new Child(new URL('../forest/learning.process.js', import.meta.url));
      const answer = await child.ask<LearningAnswer>({ family, rows, again: true });
      child.end();
      say(`${figure(answer.seconds, 1)} s, ${figure(answer.peakMegabytes)} MB`);
      measured.push({ family, rows, answer });
    }
  }
  return {
    name: 'growth',
    compared: [
      'simulated examples of 30 features, two of them with 400 and 5,000 levels; a fifth as many to choose on',
      'fit: the choice of settings included; again: learning once more from all rows, as the winner of a night does; memory: the most the process held, its examples included',
      'log-loss on 50,000 rows of their own; the floor is what the true chances have',
      `load when it ended: ${figure(loadavg()[0]!, 1)}`,
    ],
    verdicts: [verdictOf(measured)],
    tables: [
      {
        title: 'Learning, by the number of examples',
        headings: [
          'examples',
          'family',
          'fit s',
          'fit CPU s',
          'again s',
          'again CPU s',
          'examples/s',
          'peak MB',
          'log-loss',
          'floor',
        ],
        rows: measured.map(({ family, rows, answer }) => [
          figure(rows),
          family,
          figure(answer.seconds, 1),
          figure(answer.cpuSeconds, 1),
          figure(answer.again!.seconds, 1),
          figure(answer.again!.cpuSeconds, 1),
          figure(rows / answer.seconds),
          figure(answer.peakMegabytes),
          figure(answer.logLoss, 4),
          figure(answer.floor, 4),
        ]),
      },
    ],
    raw: measured,
  };
}

/**
 * One after the other, as a night fits them; then all once more, as where a blend of all has won: the
 * dearest night there is, but for one that compares on leads answered since and learns a second time for that.
 */
function verdictOf(measured: Measured[]): Verdict {
  const rows = Math.max(...measured.map((each) => each.rows));
  const largest = measured.filter((each) => each.rows === rows);
  const seconds = largest.reduce(
    (sum, { answer }) => sum + answer.seconds + answer.again!.seconds,
    0,
  );
  const megabytes = Math.max(...largest.map(({ answer }) => answer.peakMegabytes));
  return {
    what: `${figure(rows)} examples, all families one after the other, and all once more`,
    goal: `<= ${MOST_MINUTES} min, ${MOST_GIGABYTES} GB`,
    measured: `${figure(seconds / 60, 1)} min, ${figure(megabytes / 1024, 1)} GB`,
    met: seconds <= MOST_MINUTES * 60 && megabytes <= MOST_GIGABYTES * 1024,
  };
}
