import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

export interface SchedulesOptions {
  /** false in replicas that only serve HTTP. */
  runs: boolean;
}

type Task = () => Promise<void>;

/**
 * Says *when*. Every worker replica keeps the same schedule, so a task only sends a job whose key
 * makes one of N replicas' sends count; the work itself is the queue's.
 */
@Injectable()
export class Schedules implements OnModuleDestroy {
  private readonly logger = new Logger(Schedules.name);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly options: SchedulesOptions,
  ) {}

  /**
   * Calls the task every `seconds`, at instants that all processes agree on: one that is started anew more
   * often than that would never get to it by counting from its start. A call that still runs is not doubled.
   */
  every(name: string, seconds: number, task: Task): void {
    if (!this.options.runs) return;
    let busy = false;
    const call = async (): Promise<void> => {
      busy = true;
      try {
        await task();
      } finally {
        busy = false;
      }
    };
    const wait = (): void => {
      const timer = setTimeout(
        () => {
          this.registry.deleteTimeout(name);
          wait();
          if (!busy) this.run(name, call);
        },
        untilNext(name, seconds * 1000),
      );
      this.registry.addTimeout(name, timer);
    };
    wait();
  }

  async onModuleDestroy(): Promise<void> {
    for (const name of this.registry.getTimeouts()) this.registry.deleteTimeout(name);
    await Promise.all(this.running);
  }

  private run(name: string, task: Task): void {
    const run = task().catch((error: unknown) => {
      this.logger.error(`The schedule ${name} failed: ${(error as Error).message}`);
    });
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }
}

/** A timer may go off a moment before its instant, which is then not waited for again. */
const EARLY_MS = 20;

/** Milliseconds, above 0. Schedules of one period have instants of their own, so that not all work begins at once. */
function untilNext(name: string, periodMs: number): number {
  const offset = createHash('sha256').update(name).digest().readUInt32BE() % periodMs;
  const left = periodMs - ((Date.now() - offset) % periodMs);
  return left <= EARLY_MS ? left + periodMs : left;
}
