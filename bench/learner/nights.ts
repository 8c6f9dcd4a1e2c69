import { tmpdir } from 'node:os';
import { Child } from '../child.js';
import type { BenchOptions } from '../options.js';
import { type PulledGroup, withPulledGroup } from '../pulled-group.js';
import { figure, type Report, type Verdict } from '../report.js';
import { say } from '../stage.js';
import type { NightAnswer, NightQuestion } from './night.process.js';

const SEED = 20;
/** From a rooftop of two years to all that the simulator has, for ten. */
const GROWTH = [
  { rooftops: 1, months: 24 },
  { rooftops: 6, months: 24 },
  { rooftops: 6, months: 120 },
];
const MOST_MINUTES = 15;
const MOST_GIGABYTES = 4;

interface Measured {
  rooftops: number;
  months: number;
  leads: number;
  /** Nothing serves yet: the floor alone learns. */
  first: NightAnswer;
  /** Every family learns and is held against the champion. */
  next: NightAnswer;
}

/** Whole nights out of the database, from the first lead read to the verdict, by the size of the group. */
export async function measureNights({ months: most }: BenchOptions): Promise<Report> {
  const measured: Measured[] = [];
  for (const size of GROWTH.filter(({ months }) => months <= most)) {
    say(`${size.rooftops} rooftops, ${size.months} months`);
    const world = { seed: SEED, now: new Date(), ...size };
    measured.push(
      await withPulledGroup(world, async (group) => {
        const first = await night(group, 'first night');
        const next = await night(group, 'next night');
        return { ...size, leads: group.leads, first, next };
      }),
    );
  }
  return {
    name: 'nights',
    compared: [
      `simulated groups, world ${SEED}: pulled, cleaned and stored as in the product, then learned from by a process that does nothing else`,
      'first night: the floor alone, for nothing serves yet; next night: every family, held against the champion; memory: the most the process held',
    ],
    verdicts: measured.slice(-1).map(verdictOf),
    tables: [
      {
        title: 'Nights out of the database',
        headings: [
          'rooftops',
          'months',
          'leads',
          'examples',
          'night',
          's',
          'CPU s',
          'peak MB',
          'state',
        ],
        rows: measured.flatMap(({ rooftops, months, leads, first, next }) =>
          Object.entries({ first, next }).map(([name, answer]) => [
            figure(rooftops),
            figure(months),
            figure(leads),
            figure(answer.examples),
            name,
            figure(answer.seconds, 1),
            figure(answer.cpuSeconds, 1),
            figure(answer.peakMegabytes),
            answer.state,
          ]),
        ),
      },
    ],
    raw: measured,
  };
}

async function night(
  { stage, settings, groupId }: PulledGroup,
  name: string,
): Promise<NightAnswer> {
  say(name);
  const child = new Child(new URL('./night.process.js', import.meta.url));
  const question: NightQuestion = {
    databaseUrl: stage.databaseUrl,
    folder: tmpdir(),
    settings,
    groupId,
  };
  const answer = await child.ask<NightAnswer>(question);
  child.end();
  say(`${figure(answer.seconds, 1)} s, ${figure(answer.peakMegabytes)} MB: ${answer.verdict}`);
  if (answer.state === 'failed') throw new Error(answer.verdict);
  return answer;
}

function verdictOf({ next }: Measured): Verdict {
  return {
    what: `a whole night on ${figure(next.examples)} examples, every family`,
    goal: `<= ${MOST_MINUTES} min, ${MOST_GIGABYTES} GB`,
    measured: `${figure(next.seconds / 60, 1)} min, ${figure(next.peakMegabytes / 1024, 1)} GB`,
    met: next.seconds <= MOST_MINUTES * 60 && next.peakMegabytes <= MOST_GIGABYTES * 1024,
  };
}
