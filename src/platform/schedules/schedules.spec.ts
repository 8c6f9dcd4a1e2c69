import { jest } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Schedules } from './schedules.js';

const HOUR = 3600;

describe(Schedules, () => {
  const opened: Schedules[] = [];
  const opens = (runs = true): Schedules => {
    const schedules = new Schedules(new SchedulerRegistry(), { runs });
    opened.push(schedules);
    return schedules;
  };

  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-03-01T10:17:00Z') }));
  afterEach(async () => {
    for (const schedules of opened.splice(0)) await schedules.onModuleDestroy();
    jest.useRealTimers();
  });

  it('calls once a period', async () => {
    let calls = 0;
    opens().every('rescore', HOUR, async () => void calls++);

    await jest.advanceTimersByTimeAsync(24 * HOUR * 1000);

    expect(calls).toBe(24);
  });

  it('calls though the process is started anew more often than that', async () => {
    let calls = 0;
    for (let start = 0; start < 18; start++) {
      const schedules = opens();
      schedules.every('rescore', HOUR, async () => void calls++);
      await jest.advanceTimersByTimeAsync(10 * 60_000);
      await schedules.onModuleDestroy();
    }

    expect(calls).toBe(3);
  });

  it('does not double a call that still runs, and goes on after one that failed', async () => {
    let begun = 0;
    const ends: (() => void)[] = [];
    opens().every('slow', 60, () => {
      begun++;
      if (begun === 2) return Promise.reject(new Error('away'));
      return new Promise((resolve) => {
        ends.push(resolve);
      });
    });

    await jest.advanceTimersByTimeAsync(180_000);
    expect(begun).toBe(1);
    ends.pop()?.();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(begun).toBe(3);
    ends.pop()?.();
  });

  it('calls nothing where schedules do not run', async () => {
    const task = jest.fn(async () => undefined);
    opens(false).every('rescore', 60, task);

    await jest.advanceTimersByTimeAsync(HOUR * 1000);

    expect(task).not.toHaveBeenCalled();
  });
});
