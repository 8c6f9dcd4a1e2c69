import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Several measurements of one thing: the middle one, and how far they lie apart. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** @throws RangeError without any value. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), least: quantile(values, 0), most: quantile(values, 1) };
}

/** Linear between neighbours. @param part - 0..1. @throws RangeError without any value. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('Nothing was measured.');
  return below + (above - below) * (place - Math.floor(place));
}

/** Of each round the one by the other: what else the machine did then burdened both. */
export function ratiosOf(over: readonly number[], under: readonly number[]): Spread {
  return spreadOf(over.map((value, round) => value / (under[round] ?? Number.NaN)));
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export interface MachineFacts {
  cores: number;
  cpu: string;
  memoryGigabytes: number;
  node: string;
  platform: string;
  /** Before the bench: how busy others kept the machine, in cores. */
  loadBefore: number;
}

export function machineFacts(): MachineFacts {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
