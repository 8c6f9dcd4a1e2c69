import { Child } from '../child.js';
import type { BenchOptions } from '../index.js';
import { ratiosOf, spreadOf, type Spread } from '../measuring.js';
import { ratio, type Report, spread } from '../report.js';
import { say } from '../stage.js';
import { TrainedRooftop } from '../trained.js';
import { leadBody } from './lead-body.js';
import type { Load, LoadAnswer } from './load.process.js';

const CONNECTIONS = [1, 16];
/** The product has more to compile than the bare route. */
const WARM_UP_SECONDS = 8;
const ROUTE = '/v1/predictions';

interface Pair {
  connections: number;
  product: LoadAnswer[];
  bare: LoadAnswer[];
}

/** POST /v1/predictions beside a bare Fastify route that parses and answers the same JSON. */
export async function measureServing(options: BenchOptions): Promise<Report> {
  const rooftop = await TrainedRooftop.open();
  const { launched, url } = await rooftop.serve({ ROLE: 'api' });
  const load = new Child(new URL('./load.process.js', import.meta.url));
  const bare = new Child(new URL('./bare-route.process.js', import.meta.url));
  try {
    const body = leadBody();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${rooftop.apiKey}`,
    };
    const answer = await scoreOnce(`${url}${ROUTE}`, headers, body);
    const bareUrl = await bare.ask<string>(answer);
    const measure = (at: string, connections: number, seconds: number): Promise<LoadAnswer> => {
      const asked: Load = { url: `${at}${ROUTE}`, headers, body, connections, seconds };
      return load.ask<LoadAnswer>(asked);
    };
    const most = Math.max(...CONNECTIONS);
    for (const at of [url, bareUrl]) await measure(at, most, WARM_UP_SECONDS);
    const pairs: Pair[] = [];
    for (const connections of CONNECTIONS) {
      const pair: Pair = { connections, product: [], bare: [] };
      for (let round = 1; round <= options.rounds; round += 1) {
        pair.product.push(await measure(url, connections, options.seconds));
        pair.bare.push(await measure(bareUrl, connections, options.seconds));
        say(
          `${connections} connections, round ${round}: ${pair.product.at(-1)?.perSecond.toFixed(0)} against ${pair.bare.at(-1)?.perSecond.toFixed(0)} a second`,
        );
      }
      pairs.push(pair);
    }
    const sizes = { body: body.length, answer: JSON.stringify(answer).length };
    return reportOf(rooftop, options, pairs, sizes);
  } finally {
    load.end();
    bare.end();
    await launched.stop();
    await rooftop.close();
  }
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

function reportOf(
  rooftop: TrainedRooftop,
  { rounds, seconds }: BenchOptions,
  pairs: Pair[],
  sizes: { body: number; answer: number },
): Report {
  const failed = pairs.flatMap(({ product, bare }) => [...product, ...bare]).filter((one) => one.failed > 0); // prettier-ignore
  if (failed.length > 0) throw new Error('Some requests of the bench failed: nothing to compare.');
  const busiest = pairs.at(-1);
  if (!busiest) throw new Error('Nothing was measured.');
  const overBare = ratioOf(busiest);
  return {
    name: 'serving',
    compared: [
      `One unsaved lead (${sizes.body} bytes in, ${sizes.answer} out) against a bare Fastify route in a process of its own that parses the same JSON and answers the same JSON under the same headers.`,
      `The product checks the key, reads and checks the body, builds the features, scores, explains with reasons in words, and logs; champion learned from ${rooftop.counts.leads} leads.`,
      `autocannon in a third process; ${rounds} rounds of ${seconds} s in turns; ${rooftop.stage.database}.`,
    ],
    verdicts: [
      {
        what: `POST ${ROUTE} against a bare route, ${busiest.connections} connections`,
        goal: '>= 0.6x',
        measured: ratio(overBare),
        met: overBare.median >= 0.6,
      },
    ],
    tables: [
      {
        title: 'Answers a second, latency in ms: median (least..most)',
        headings: ['', 'answers/s', 'p50', 'p99', 'ratio'],
        rows: pairs.flatMap((pair) => [
          [...line(`product, ${pair.connections} connections`, pair.product), ratio(ratioOf(pair))],
          [...line(`bare route, ${pair.connections} connections`, pair.bare), ''],
        ]),
      },
    ],
    raw: { pairs, sizes },
  };
}

const rates = (answers: LoadAnswer[]): number[] => answers.map((one) => one.perSecond);
const ratioOf = ({ product, bare }: Pair): Spread => ratiosOf(rates(product), rates(bare));

const line = (name: string, answers: LoadAnswer[]): string[] => [
  name,
  spread(spreadOf(answers.map((one) => one.perSecond))),
  spread(spreadOf(answers.map((one) => one.p50Ms)), 1),
  spread(spreadOf(answers.map((one) => one.p99Ms)), 1),
];
