import type { BenchOptions } from '../options.js';
import { figure, type Report } from '../report.js';
import { measureWholeRun } from './whole-run.js';

/** A serving process while a whole training run goes on. */
export async function measureNight({ seconds }: BenchOptions): Promise<Report> {
  const run = await measureWholeRun(seconds);
  const { alone, training } = run;
  return {
    name: 'night',
    compared: [
      `A process that serves and works (ROLE=all) while a training run of its queue goes from the first lead read to the verdict: ${figure(run.leads)} simulated leads, ${figure(run.seconds)} s. Beside it the same process with nothing to do.`,
      `The run: ${run.verdict}`,
    ],
    verdicts: [
      {
        what: 'timers of the serving thread late during a whole training run, p99',
        goal: '< 10 ms',
        measured: `${figure(training.p99, 1)} ms (alone ${figure(alone.p99, 1)})`,
        met: training.p99 < 10,
      },
    ],
    tables: [
      {
        title: 'timers late, ms',
        headings: ['the process', 'p50', 'p99', 'most'],
        rows: Object.entries({ alone, training }).map(([name, { p50, p99, most }]) => [
          name,
          figure(p50, 1),
          figure(p99, 1),
          figure(most, 1),
        ]),
      },
    ],
    raw: run,
  };
}
