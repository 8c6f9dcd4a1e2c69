import type { Interval } from './bootstrap.js';

/**
 * Saved log-loss as people say it: the change of the error in percent of what it was, below 0 it errs less.
 *
 * @param saved - Above 0 it is better. @param against - The log-loss it is compared with, above 0.
 */
export function toldChange({ value, lower, upper }: Interval, against: number): string {
  const percent = (saved: number): string => signed((-100 * saved) / against);
  return `error ${percent(value)} % (90 % interval ${percent(upper)} to ${percent(lower)} %)`;
}

function signed(value: number): string {
  const figure = Math.abs(value).toFixed(1);
  if (Number(figure) === 0) return figure;
  return `${value < 0 ? '−' : '+'}${figure}`;
}
