import type { Clock } from '#platform';
import type { CrmAnswer } from './crm-http.js';

/** Both clocks at one answer, epoch ms. They may differ by hours, and either may be the wrong one. */
export interface Clocks {
  theirs: number;
  ours: number;
}

/** Theirs by the answer's `Date`; by ours where it has none. */
export function clocksOf({ header }: Pick<CrmAnswer, 'header'>, clock: Clock): Clocks {
  const ours = clock.now().getTime();
  const theirs = Date.parse(header('date') ?? '');
  return { theirs: Number.isNaN(theirs) ? ours : theirs, ours };
}
