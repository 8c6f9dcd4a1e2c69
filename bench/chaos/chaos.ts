import type { BenchOptions } from '../options.js';
import { figure, type Report, type Verdict } from '../report.js';
import { openStage, type Stage } from '../stage.js';
import { FAULTS } from './faults.js';
import { holdOrdeal, sharesOf, WAVES } from './ordeal.js';
import type { Reckoning } from './reckoning.js';

/** Whether every lead and every score arrives, whatever fails. */
export async function measureChaos(options: BenchOptions): Promise<Report> {
  const stage = await openStage();
  try {
    const found = await holdOrdeal(stage, {
      numbersOf: sharesOf(options.leads),
      waves: WAVES,
      workMs: options.killEvery * 1000,
      patienceMs: options.patience * 60_000,
    });
    return reportOf(stage, options, found);
  } finally {
    await stage.close();
  }
}

const exact = (what: string, count: number): Verdict => ({
  what,
  goal: '0',
  measured: figure(count),
  met: count === 0,
});

function reportOf(
  stage: Stage,
  options: BenchOptions,
  found: Reckoning & { killed: number },
): Report {
  const { rows, seconds, killed } = found;
  const sum = (key: 'missing' | 'extra' | 'unscored' | 'otherKeys' | 'outdated'): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    name: 'chaos',
    compared: [
      `${figure(options.leads)} leads over ${rows.length} dialects at once in ${WAVES} waves; ${FAULTS * 100} % of requests to the simulated vendors fail (429, 503, half an answer, a web page, a hang-up, done and never told, silence), and a DMS's database hangs up on everybody; every message comes twice, newest version first, while polls read the same leads; two worker processes, each killed -9 after ${options.killEvery} s of work (${killed} times); ${stage.database}.`,
      `Done ${figure(seconds)} s after the first wave.`,
    ],
    verdicts: [
      exact('leads lost', sum('missing')),
      exact('leads doubled or invented', sum('extra')),
      exact('leads whose older version won', sum('outdated')),
      exact('leads whose score never arrived', sum('unscored')),
      exact('repeated scores under another key', sum('otherKeys')),
      exact('records in quarantine', found.quarantined),
      exact('deliveries given up or still waiting', found.unsettled.length),
    ],
    tables: [
      {
        title: 'By dialect',
        headings: [
          'dialect',
          'leads',
          'stored',
          'lost',
          'doubled',
          'scored',
          'unscored',
          'repeats',
          'under another key',
          'requests',
        ],
        rows: rows.map((row) => [
          row.dialect,
          ...[
            row.expected,
            row.stored,
            row.missing,
            row.extra,
            row.scored,
            row.unscored,
            row.repeats,
          ].map((count) => figure(count)),
          row.hasKeys ? figure(row.otherKeys) : 'no key there',
          figure(row.requests),
        ]),
      },
      {
        title: 'Deliveries given up or still waiting',
        headings: ['dialect', 'state', 'tries', 'next in, s', 'last error'],
        rows: found.unsettled.map(({ dialect, state, attempts, dueIn, error }) => [
          dialect,
          state,
          figure(attempts),
          figure(dueIn),
          error ?? '',
        ]),
      },
    ],
    raw: found,
  };
}
