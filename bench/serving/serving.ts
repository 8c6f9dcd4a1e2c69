import { Child } from '../child.js';
import type { BenchOptions } from '../options.js';
import { ratiosOf, spreadOf, type Spread } from '../measuring.js';
import { ratio, type Report, spread, type Table } from '../report.js';
import { say } from '../stage.js';
import { TrainedRooftop } from '../trained.js';
import type { Question } from './bare-route.process.js';
import { leadBody } from './lead-body.js';
import type { Load, LoadAnswer } from './load.process.js';
import { openScoringRoute } from './scoring-route.js';

const CONNECTIONS = [1, 16];
/** The product has more to compile than the bare route. */
const WARM_UP_SECONDS = 8;
const ROUTE = '/v1/predictions';
const TIMES = 11;

interface Contender {
  name: string;
  url: string;
  cpu: () => Promise<NodeJS.CpuUsage> | NodeJS.CpuUsage;
}

/** `cpuMicros`: processor time of the contender's process for one answer. */
type Measurement = LoadAnswer & { cpuMicros: number };

/** By number of connections, then by contender, one measurement a round. */
type Measured = Map<number, Measurement[][]>;

/** POST /v1/predictions beside a bare Fastify route that parses and answers the same JSON. */
export async function measureServing(options: BenchOptions): Promise<Report> {
  const rooftop = await TrainedRooftop.open();
  const { launched, url } = await rooftop.serve({ ROLE: 'api' });
  const load = new Child(new URL('./load.process.js', import.meta.url));
  const bare = new Child(new URL('./bare-route.process.js', import.meta.url));
  const scoring = await openScoringRoute(launched.app, rooftop.dealership.id);
  const repeated = await openScoringRoute(launched.app, rooftop.dealership.id, TIMES);
  const askBare = <T>(question: Question): Promise<T> => bare.ask<T>({ ask: question });
  try {
    const body = leadBody();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${rooftop.apiKey}`,
    };
    const answer = await scoreOnce(`${url}${ROUTE}`, headers, body);
    const contenders: Contender[] = [
      { name: 'product', url, cpu: ownCpu },
      { name: 'the score alone', url: scoring.url, cpu: ownCpu },
      { name: `the same, scored ${TIMES} times`, url: repeated.url, cpu: ownCpu },
      { name: 'bare route', url: await askBare<string>({ answer }), cpu: () => askBare('cpu') },
    ];
    const measured = await measureAll(contenders, options, (at, connections, seconds) =>
      load.ask<LoadAnswer>({
        url: `${at}${ROUTE}`,
        headers,
        body,
        connections,
        seconds,
      } satisfies Load),
    );
    const sizes = { body: body.length, answer: JSON.stringify(answer).length };
    return reportOf(rooftop, options, { contenders, measured, sizes });
  } finally {
    load.end();
    bare.end();
    await scoring.close();
    await repeated.close();
    await launched.stop();
    await rooftop.close();
  }
}

const ownCpu = (): NodeJS.CpuUsage => process.cpuUsage();

async function measureAll(
  contenders: Contender[],
  options: BenchOptions,
  put: (url: string, connections: number, seconds: number) => Promise<LoadAnswer>,
): Promise<Measured> {
  for (const { url } of contenders) await put(url, Math.max(...CONNECTIONS), WARM_UP_SECONDS);
  const measured: Measured = new Map();
  for (const connections of CONNECTIONS) {
    const rounds: Measurement[][] = contenders.map(() => []);
    measured.set(connections, rounds);
    for (let round = 1; round <= options.rounds; round += 1)
      for (const [at, { name, url, cpu }] of contenders.entries()) {
        const before = await cpu();
        const answer = await put(url, connections, options.seconds);
        if (answer.failed > 0)
          throw new Error(`${answer.failed} requests to ${name} failed: nothing to compare.`);
        const after = await cpu();
        const spent = after.user + after.system - before.user - before.system;
        const cpuMicros = spent / (answer.perSecond * options.seconds);
        rounds[at]?.push({ ...answer, cpuMicros });
        say(
          `${connections} connections, round ${round}: ${name} ${answer.perSecond.toFixed(0)} a second, ${cpuMicros.toFixed(0)} µs`,
        );
      }
  }
  return measured;
}

async function scoreOnce(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<object> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} from ${ROUTE}: ${text}`);
  return JSON.parse(text) as object;
}

interface Found {
  contenders: Contender[];
  measured: Measured;
  sizes: { body: number; answer: number };
}

function reportOf(
  rooftop: TrainedRooftop,
  { rounds: count, seconds }: BenchOptions,
  { contenders, measured, sizes }: Found,
): Report {
  const most = Math.max(...CONNECTIONS);
  const rounds = measured.get(most) ?? [];
  const [product = [], bare = []] = [rounds[0], rounds.at(-1)];
  const overBare = speedOver(product, bare);
  return {
    name: 'serving',
    compared: [
      `One unsaved lead (${sizes.body} bytes in, ${sizes.answer} out) against a bare Fastify route in a process of its own that parses the same JSON and answers the same JSON under the same headers.`,
      `The product checks the key, reads and checks the body, builds the features, scores, explains with reasons in words, and logs; champion learned from ${rooftop.counts.leads} leads.`,
      '"The score alone" is a bare route in the product\'s process that reads the body, scores, explains and answers, without key, hooks, log and framework: what any other way to serve could reach.',
      `Scored ${TIMES} times for one answer, each score but the first finds its code and data in the processor's caches: what one more takes is a ${TIMES - 1}th of the difference.`,
      `autocannon in a process of its own; ${count} rounds of ${seconds} s in turns; ${rooftop.stage.database}.`,
    ],
    verdicts: [
      {
        what: `POST ${ROUTE} against a bare route, ${most} connections`,
        goal: '>= 0.6x',
        measured: ratio(overBare),
        met: overBare.median >= 0.6,
      },
    ],
    tables: CONNECTIONS.map((connections) =>
      tableOf(connections, contenders, measured.get(connections) ?? []),
    ),
    raw: { measured: Object.fromEntries(measured), sizes },
  };
}

const valuesOf = (rounds: readonly Measurement[], of: keyof Measurement): number[] =>
  rounds.map((one) => one[of]);

const speedOver = (rounds: readonly Measurement[], bare: readonly Measurement[]): Spread =>
  ratiosOf(valuesOf(rounds, 'perSecond'), valuesOf(bare, 'perSecond'));

function tableOf(connections: number, contenders: Contender[], rounds: Measurement[][]): Table {
  const bare = rounds.at(-1) ?? [];
  return {
    title: `${connections} connections: median (least..most)`,
    headings: ['', 'answers/s', 'p50 ms', 'p99 ms', 'CPU µs each', 'speed ratio', 'CPU ratio'],
    rows: contenders.map(({ name }, at) => {
      const own = rounds[at] ?? [];
      const column = (of: keyof Measurement, places: number): string =>
        spread(spreadOf(valuesOf(own, of)), places);
      return [
        name,
        column('perSecond', 0),
        column('p50Ms', 1),
        column('p99Ms', 1),
        column('cpuMicros', 0),
        ratio(speedOver(own, bare)),
        ratio(ratiosOf(valuesOf(bare, 'cpuMicros'), valuesOf(own, 'cpuMicros'))),
      ];
    }),
  };
}
