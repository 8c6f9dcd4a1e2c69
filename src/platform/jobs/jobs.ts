import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { PgBoss, type Job, type JobResult } from 'pg-boss';
import type { EntityManager } from 'typeorm';
import { LONGEST_CONNECTION_WAIT_MS } from '../database/connection-pool.js';
import { refuseSecondConnection } from '../database/held-connection.js';
import { Metrics } from '../observability/metrics.js';
import { within } from './in-transaction.js';
import type { JobsOptions, QueueOptions, SendOptions, TogetherOptions } from './job-options.js';

/** A killed worker's job must not stand in the way of the next of its key until it expires, which may be hours. */
const HEARTBEAT_SECONDS = 15;
/** How often somebody looks for jobs whose worker fell silent. */
const LOOK_FOR_DEAD_EVERY_SECONDS = 5;

interface Queue {
  options: QueueOptions & Partial<TogetherOptions>;
  handler: (jobs: never[]) => Promise<void>;
}

/**
 * Work to be done later, in the same PostgreSQL as everything else. Jobs carry ids only.
 * Queues are declared with `work` before the application starts, in every replica.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Jobs.name);
  private readonly queues = new Map<string, Queue>();
  private readonly followers = new Map<string, string[]>();
  private readonly boss: PgBoss;
  private started: Promise<void> | undefined;
  private readonly finished;

  constructor(
    private readonly options: JobsOptions,
    metrics: Metrics,
  ) {
    this.boss = new PgBoss({
      connectionString: options.databaseUrl,
      max: options.poolSize,
      connectionTimeoutMillis: LONGEST_CONNECTION_WAIT_MS,
      useListenNotify: options.listen,
      superviseIntervalSeconds: LOOK_FOR_DEAD_EVERY_SECONDS,
      monitorIntervalSeconds: LOOK_FOR_DEAD_EVERY_SECONDS,
      application_name: 'lead-likelihood-jobs',
    });
    this.boss.on('error', (error) => this.logger.error(`The queue reports: ${error.message}`));
    this.finished = metrics.counter('jobs_finished_total', 'Jobs by queue and result', [
      'queue',
      'result',
    ]);
  }

  /** Declares a queue and who works it. Call from onModuleInit. */
  work<T extends object>(
    queue: string,
    options: QueueOptions,
    handler: (data: T) => Promise<void>,
  ): void {
    this.declareQueue(queue, { options, handler: ([data]: T[]) => handler(data as T) });
  }

  /**
   * Declares a queue whose waiting jobs are handed over together: one transaction for many costs
   * little more than for one. Where the handler fails for all of them each is tried on its own, so
   * that one bad job keeps none of the others; the handler must bear being repeated.
   */
  workTogether<T extends object>(
    queue: string,
    options: TogetherOptions,
    handler: (data: T[]) => Promise<void>,
  ): void {
    this.declareQueue(queue, { options, handler });
  }

  /**
   * Whatever is sent to `queue` goes to `follower` too, in the same transaction: two rooms can hear of
   * one thing, and neither waits for the other. Call from onModuleInit, in every replica.
   */
  follow(queue: string, follower: string): void {
    this.followers.set(queue, [...(this.followers.get(queue) ?? []), follower]);
  }

  async send<T extends object>(queue: string, data: T, options: SendOptions = {}): Promise<void> {
    await this.sendMany(queue, [{ data, ...options }], options);
  }

  async sendMany<T extends object>(
    queue: string,
    items: { data: T; key?: string; startAfterSeconds?: number; priority?: number }[],
    options: { manager?: EntityManager } = {},
  ): Promise<void> {
    if (items.length === 0) return;
    if (!options.manager) refuseSecondConnection();
    await this.start();
    const jobs = items
      .map((item) => ({
        data: item.data,
        singletonKey: item.key ?? randomUUID(),
        ...(item.startAfterSeconds === undefined ? {} : { startAfter: item.startAfterSeconds }),
        ...(item.priority === undefined ? {} : { priority: item.priority }),
      }))
      // A key is locked until its transaction ends: taken in one order, nobody waits in a ring.
      .toSorted((a, b) => (a.singletonKey < b.singletonKey ? -1 : 1));
    for (const name of [queue, ...(this.followers.get(queue) ?? [])])
      await this.boss.insert(name, jobs, options.manager ? { db: within(options.manager) } : {});
  }

  /** Jobs that wait, run and have failed, by queue. */
  async backlog(): Promise<{ queue: string; waiting: number; running: number; failed: number }[]> {
    await this.start();
    return Promise.all(
      [...this.queues.keys()].map(async (queue) => {
        const [stats] = await this.boss.getQueueStats(queue, { force: true });
        return {
          queue,
          waiting: stats?.readyCount ?? 0,
          running: stats?.activeCount ?? 0,
          failed: stats?.failedCount ?? 0,
        };
      }),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
    if (!this.options.works) return;
    for (const [name, queue] of this.queues)
      for (let worker = 0; worker < queue.options.concurrency; worker += 1)
        await this.employ(name, queue);
  }

  /**
   * One worker of a queue. Having done a job it looks for the next at once: one NOTIFY may have told
   * of many, and each waiting for the next poll would take seconds.
   */
  private async employ(name: string, queue: Queue): Promise<void> {
    const workOptions = {
      batchSize: queue.options.together ?? 1,
      perJobResults: true,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 5,
    } as const;
    let id: string | undefined;
    id = await this.boss.work(name, workOptions, async (jobs: Job[]) => {
      const gathered = sleep(queue.options.gatherMs ?? 0);
      try {
        const results = await this.run(name, queue, jobs);
        await gathered;
        return results;
      } finally {
        if (id !== undefined) this.boss.notifyWorker(id);
      }
    });
  }

  /** Lets running jobs finish; the rest waits in the database for another replica. */
  async onModuleDestroy(): Promise<void> {
    if (!this.started) return;
    await this.started.catch(() => undefined);
    await this.boss.stop({ graceful: true, timeout: 20_000 });
  }

  private async run(name: string, queue: Queue, jobs: Job[]): Promise<JobResult[]> {
    try {
      await queue.handler(jobs.map(({ data }) => data as never));
      this.finished.inc({ queue: name, result: 'done' }, jobs.length);
      return jobs.map(({ id }) => ({ id, status: 'completed' }));
    } catch (error) {
      const results: JobResult[] = [];
      if (jobs.length > 1) {
        for (const job of jobs) results.push(...(await this.run(name, queue, [job])));
        return results;
      }
      this.finished.inc({ queue: name, result: 'failed' });
      const { message } = error as Error;
      this.logger.warn(`A job of ${name} failed and will be tried again: ${message}`);
      return jobs.map(({ id }) => ({ id, status: 'failed', output: { message } }));
    }
  }

  private declareQueue(name: string, queue: Queue): void {
    if (this.queues.has(name)) throw new Error(`The queue ${name} is declared twice.`);
    this.queues.set(name, queue);
  }

  private start(): Promise<void> {
    this.started ??= (async () => {
      await this.boss.start();
      for (const [name, { options }] of this.queues) await this.declare(name, options);
    })();
    return this.started;
  }

  private async declare(name: string, options: QueueOptions): Promise<void> {
    const rules = {
      retryLimit: options.retryLimit ?? 5,
      retryDelay: options.retryDelaySeconds ?? 2,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds: options.expireInSeconds ?? 300,
      heartbeatSeconds: options.heartbeatSeconds ?? HEARTBEAT_SECONDS,
      deleteAfterSeconds: 3600,
      notify: this.options.listen,
    };
    // 'short' drops a second waiting job of a key; 'stately' also keeps two from running at once.
    const policy = options.oneAtATimePerKey ? 'stately' : 'short';
    await this.boss.createQueue(name, { policy, ...rules });
    await this.boss.updateQueue(name, rules);
  }
}
