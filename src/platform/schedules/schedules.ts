import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';

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

  /** @param at - 'HH:MM' on the wall clock of `timeZone`, summer time included. */
  daily(name: string, { at, timeZone }: { at: string; timeZone: string }, task: Task): void {
    const [hour, minute] = at.split(':').map(Number);
    this.add(name, `0 ${minute} ${hour} * * *`, timeZone, task);
  }

  /** Calls the task every `seconds`; a call that is still running is not doubled. */
  every(name: string, seconds: number, task: Task): void {
    if (!this.options.runs) return;
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      this.run(name, async () => {
        try {
          await task();
        } finally {
          busy = false;
        }
      });
    }, seconds * 1000);
    this.registry.addInterval(name, timer);
  }

  async onModuleDestroy(): Promise<void> {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    for (const name of this.registry.getCronJobs().keys()) this.registry.deleteCronJob(name);
    await Promise.all(this.running);
  }

  private add(name: string, cronTime: string, timeZone: string, task: Task): void {
    if (!this.options.runs) return;
    const job = CronJob.from({
      cronTime,
      timeZone,
      onTick: () => this.run(name, task),
      start: true,
    });
    this.registry.addCronJob(name, job);
  }

  private run(name: string, task: Task): void {
    const run = task().catch((error: unknown) => {
      this.logger.error(`The schedule ${name} failed: ${(error as Error).message}`);
    });
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }
}
