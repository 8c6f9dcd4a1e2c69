import type { BenchOptions } from '../options.js';
import { figure, type Report } from '../report.js';
import { say } from '../stage.js';
import { fuzzAdf } from './fuzz-run.js';
import { seedDocuments } from './seed-documents.js';

const MOST_MS = 100;

/** Damaged ADF documents and mails: nothing crashes, nothing holds up the event loop, every refusal says why. */
export async function measureAdfFuzz({ documents, seed }: BenchOptions): Promise<Report> {
  const { seeds, from } = seedDocuments();
  const counts = await fuzzAdf(seeds, documents, seed, (done) => {
    if (done % 5000 === 0) say(`${done} documents`);
  });
  const [longest] = counts.slowest;
  for (const crash of counts.crashes) say(crash);
  return {
    name: 'adf-fuzz',
    compared: [
      `${from}, each also as a mail and as gzip; ${counts.documents} damaged ones, seed ${seed}`,
      'a block is the longest time in which nothing else had a turn while one document was read; what is large is read in a thread of its own',
    ],
    verdicts: [
      verdict('crashes', '0', counts.crashed, counts.crashed === 0),
      verdict('refusals without reason, message or fix', '0', counts.unnamed, counts.unnamed === 0),
      {
        what: 'longest block of the event loop',
        goal: `< ${MOST_MS} ms`,
        measured: `${figure(longest?.blockMs ?? 0, 1)} ms`,
        met: (longest?.blockMs ?? 0) < MOST_MS,
      },
    ],
    tables: [
      {
        title: 'Answers',
        headings: ['answer', 'documents'],
        rows: [
          ['accepted', figure(counts.accepted)],
          ...Object.entries(counts.refused).map(([reason, count]) => [reason, figure(count)]),
        ],
      },
      {
        title: 'Slowest',
        headings: ['answer', 'block, ms', 'to the answer, ms', 'ms of this process', 'bytes'],
        rows: counts.slowest.map(({ answer, blockMs, wallMs, cpuMs, bytes }) => [
          answer,
          figure(blockMs, 1),
          figure(wallMs, 1),
          figure(cpuMs, 1),
          figure(bytes),
        ]),
      },
    ],
    raw: counts,
  };
}

const verdict = (what: string, goal: string, measured: number, met: boolean) => ({
  what,
  goal,
  measured: figure(measured),
  met,
});
