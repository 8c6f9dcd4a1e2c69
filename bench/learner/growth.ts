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
      const answer = await child.ask<LearningAnswer>({ family, rows });
      child.end();
      measured.push({ family, rows, answer });
    }
  }
  return {
    name: 'growth',
    compared: [
      'simulated examples of 30 features, two of them with 400 and 5,000 levels; a fifth as many to choose on',
      'seconds of one whole fit, the choice of settings included; memory: the most the process held, its examples included',
    ],
    verdicts: [verdictOf(measured)],
    tables: [
      {
        title: 'Learning, by the number of examples',
        headings: ['examples', 'family', 'seconds', 'CPU s', 'examples/s', 'peak MB'],
        rows: measured.map(({ family, rows, answer }) => [
          figure(rows),
          family,
          figure(answer.seconds, 1),
          figure(answer.cpuSeconds, 1),
          figure(rows / answer.seconds),
          figure(answer.peakMegabytes),
        ]),
      },
    ],
    raw: measured,
  };
}

/** One after the other, as a night fits them. */
function verdictOf(measured: Measured[]): Verdict {
  const rows = Math.max(...measured.map((each) => each.rows));
  const largest = measured.filter((each) => each.rows === rows);
  const seconds = largest.reduce((sum, { answer }) => sum + answer.seconds, 0);
  const megabytes = Math.max(...largest.map(({ answer }) => answer.peakMegabytes));
  return {
    what: `${figure(rows)} examples, all families one after the other`,
    goal: `<= ${MOST_MINUTES} min, ${MOST_GIGABYTES} GB`,
    measured: `${figure(seconds / 60, 1)} min, ${figure(megabytes / 1024, 1)} GB`,
    met: seconds <= MOST_MINUTES * 60 && megabytes <= MOST_GIGABYTES * 1024,
  };
}
