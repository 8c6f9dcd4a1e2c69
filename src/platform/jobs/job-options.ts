import type { EntityManager } from 'typeorm';

export interface QueueOptions {
  /** Handlers of this queue that may run at once in this process. */
  concurrency: number;
  retryLimit?: number;
  /** First delay; it doubles with every retry. */
  retryDelaySeconds?: number;
  /** A job silent for longer counts as lost with its worker, and is given to another. */
  expireInSeconds?: number;
  /** A worker silent for so long is taken for dead, long before its job expires; at least 10, and 15 unless said otherwise. Workers tell of themselves. */
  heartbeatSeconds?: number;
  /** Jobs of one key never run side by side, in any replica. */
  oneAtATimePerKey?: boolean;
  /**
   * A worker looks for jobs at most once in so many milliseconds, so that what comes close together
   * is done together; the first after a pause is not kept waiting.
   */
  gatherMs?: number;
}

export interface SendOptions {
  /** Enqueue inside this transaction: the job exists exactly when the transaction commits. */
  manager?: EntityManager;
  /** While a job with this key waits, a second one is dropped. */
  key?: string;
  startAfterSeconds?: number;
  priority?: number;
}

export interface JobsOptions {
  databaseUrl: string;
  poolSize: number;
  /** Hear of new jobs by NOTIFY; impossible behind PgBouncer in transaction mode. */
  listen: boolean;
  /** false in replicas that only serve HTTP: they send jobs and work none. */
  works: boolean;
}

export interface TogetherOptions extends QueueOptions {
  /** Most jobs handed over at once. */
  together: number;
}
