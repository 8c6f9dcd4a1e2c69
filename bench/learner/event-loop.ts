import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';

export interface LoopDelay {
  /** Milliseconds beyond the one millisecond of the timer itself. */
  p50: number;
  p99: number;
  most: number;
}

/** How late the main thread's timers are, alone and while a worker thread trains. */
export async function measureLoopDelay(
  seconds: number,
): Promise<{ alone: LoopDelay; training: LoopDelay }> {
  const alone = await delayOver(seconds);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./training.worker.js', import.meta.url), {
    workerData: { ready: port2 },
    transferList: [port2],
  });
  try {
    await new Promise((resolve, reject) => {
      port1.once('close', resolve);
      worker.once('error', reject);
    });
    return { alone, training: await delayOver(seconds) };
  } finally {
    await worker.terminate();
  }
}

export const delayOver = async (seconds: number): Promise<LoopDelay> =>
  (await delayWhile(() => sleep(1000 * seconds))).delay;

/** How late this thread's timers are until the work, which happens elsewhere, has ended. */
export async function delayWhile<T>(
  work: () => Promise<T>,
): Promise<{ delay: LoopDelay; result: T }> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  const result = await work();
  histogram.disable();
  const delay = {
    p50: beyond(histogram.percentile(50)),
    p99: beyond(histogram.percentile(99)),
    most: beyond(histogram.max),
  };
  return { delay, result };
}

const beyond = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 1);
