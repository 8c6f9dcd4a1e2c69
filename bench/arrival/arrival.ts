import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Jobs } from '#platform';
import { CONNECTION_KEY } from '../../src/demo/demo-settings.js';
import { Child } from '../child.js';
import type { BenchOptions } from '../options.js';
import { quantile } from '../measuring.js';
import { figure, type Report } from '../report.js';
import { onServer, say } from '../stage.js';
import { TrainedRooftop } from '../trained.js';
import { CommitWatch } from './commit-watch.js';
import { postedLeads } from './posted-leads.js';
import type { Sending, SentLead } from './sender.process.js';

const GOAL_MS = 250;
const WARM_UP_LEADS = 100;
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 120_000;

interface Waiting {
  jobs: number;
  deliveries: number;
}

interface Milestone {
  name: string;
  /** One number a lead that got there. */
  ms: number[];
  missing: number;
}

/** Leads posted at a steady pace to the whole application: how long until scored, until due at the CRM. */
export async function measureArrival(options: BenchOptions): Promise<Report> {
  const rooftop = await TrainedRooftop.open();
  const { launched, url } = await rooftop.serve({ ROLE: 'all' });
  const sender = new Child(new URL('./sender.process.js', import.meta.url));
  const warmUp = new Child(new URL('./sender.process.js', import.meta.url));
  try {
    const watch = await CommitWatch.start(rooftop.stage.databaseUrl);
    say('the champion scores what is open');
    await quiet(launched.app, rooftop);
    const count = Math.round(options.rate * options.minutes * 60);
    const bodies = postedLeads(rooftop.world, WARM_UP_LEADS + count);
    const sending = {
      url: `${url}/v1/leads?connection=${CONNECTION_KEY}`,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${rooftop.apiKey}`,
      },
      perSecond: options.rate,
    };
    await warmUp.ask({ ...sending, bodies: bodies.slice(0, WARM_UP_LEADS) } satisfies Sending);
    await quiet(launched.app, rooftop);
    say(`posting ${count} leads, ${options.rate} a second`);
    const sent = await sender.ask<SentLead[]>({
      ...sending,
      bodies: bodies.slice(WARM_UP_LEADS),
    } satisfies Sending);
    const atTheEnd = await waiting(launched.app, rooftop);
    await quiet(launched.app, rooftop);
    const milestones = [
      answered(sent),
      reached('score stored', sent, await watch.times('current_score')),
      reached('delivery enqueued', sent, await watch.times('writeback_delivery')),
    ];
    return reportOf(rooftop, options, milestones, atTheEnd);
  } finally {
    sender.end();
    warmUp.end();
    await launched.stop();
    await rooftop.close();
  }
}

function answered(sent: SentLead[]): Milestone {
  const taken = sent.filter(({ status }) => status >= 200 && status < 300);
  return {
    name: 'answered 2xx',
    ms: taken.map(({ answeredMs }) => answeredMs),
    missing: sent.length - taken.length,
  };
}

function reached(name: string, sent: SentLead[], times: Map<string, number>): Milestone {
  const ms = sent.flatMap(({ leadId, sentAt }) => {
    const at = times.get(leadId ?? '');
    return at === undefined ? [] : [at - sentAt];
  });
  return { name, ms, missing: sent.length - ms.length };
}

async function waiting(app: INestApplicationContext, rooftop: TrainedRooftop): Promise<Waiting> {
  const queues = await app.get(Jobs).backlog();
  const jobs = queues.reduce((sum, queue) => sum + queue.waiting + queue.running, 0);
  const deliveries = await onServer(rooftop.stage.databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM writeback_delivery WHERE state = 'pending' AND next_attempt_at <= now()`,
    );
    return rows[0]?.count ?? 0;
  });
  return { jobs, deliveries };
}

/** Waits until nothing is left to do, so that it does not burden what comes. */
async function quiet(app: INestApplicationContext, rooftop: TrainedRooftop): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let calm = 0; calm < 3;) {
    const { jobs, deliveries } = await waiting(app, rooftop);
    calm = jobs + deliveries === 0 ? calm + 1 : 0;
    if (Date.now() > until) {
      say(`went on with ${jobs} jobs and ${deliveries} deliveries left`);
      return;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function reportOf(
  rooftop: TrainedRooftop,
  { rate, minutes }: BenchOptions,
  milestones: Milestone[],
  atTheEnd: Waiting,
): Report {
  const last = milestones.at(-1);
  if (!last || last.ms.length === 0) throw new Error('No lead got as far as a delivery.');
  const p95 = quantile(last.ms, 0.95);
  return {
    name: 'arrival',
    compared: [
      `${figure(rate)} new leads a second for ${figure(minutes * 60)} s posted to POST /v1/leads of one process (ROLE=all) at a fixed pace, from a process of its own; ${rooftop.stage.database}.`,
      'Counted from the beginning of the request until the answer was read, and until the transaction with the score, or the delivery, commits.',
      `The store holds ${figure(rooftop.counts.leads)} leads; deliveries go out to the simulated CRM meanwhile. A lead without a milestone was a repeat, or in quarantine.`,
    ],
    verdicts: [
      {
        what: 'arrival to delivery enqueued, p95',
        goal: `< ${GOAL_MS} ms`,
        measured: `${figure(p95)} ms`,
        met: p95 < GOAL_MS,
      },
    ],
    tables: [
      {
        title: 'Milliseconds since the request began',
        headings: ['', 'p50', 'p95', 'p99', 'most', 'leads', 'without'],
        rows: milestones.map(({ name, ms, missing }) => [
          name,
          ...[0.5, 0.95, 0.99, 1].map((part) => (ms.length ? figure(quantile(ms, part)) : '-')),
          figure(ms.length),
          figure(missing),
        ]),
      },
      {
        title: 'Left to do when the last lead was answered',
        headings: ['jobs', 'deliveries to send'],
        rows: [[figure(atTheEnd.jobs), figure(atTheEnd.deliveries)]],
      },
    ],
    raw: { milestones, atTheEnd },
  };
}
