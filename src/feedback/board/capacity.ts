import type { BoardLead } from './board-lead.js';
import { quantile } from './median.js';

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 28;
/** Three days of four the team made fewer first calls: a good day, not the best. */
const GOOD_DAY = 0.75;

/** How far down the list a day's first calls reach. */
export interface Capacity {
  /** First answers by people on a good day of the last four weeks; null where nobody answered any. */
  firstCallsADay: number | null;
  /** Scored leads that came on a day of these weeks, on average. */
  leadsADay: number;
  /** Leads at or above this score are as many as the team can call; null: it can call them all. */
  hotStartsAt: number | null;
}

/** What the team showed it can do, against what comes in. */
export function capacity(leads: readonly BoardLead[], now: Date): Capacity {
  const since = now.getTime() - LOOK_BACK_DAYS * DAY_MS;
  const perDay = new Map<number, number>();
  for (const { answeredAt } of leads) {
    if (answeredAt === null || answeredAt.getTime() < since || answeredAt > now) continue;
    const day = Math.floor((answeredAt.getTime() - since) / DAY_MS);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const calls = quantile([...perDay.values()], GOOD_DAY);
  const scores = leads.flatMap(({ arrivedAt, score }) =>
    score !== null && arrivedAt.getTime() >= since ? [score] : [],
  );
  const leadsADay = scores.length / LOOK_BACK_DAYS;
  return {
    firstCallsADay: calls === null ? null : Math.round(calls),
    leadsADay,
    hotStartsAt:
      calls === null || calls >= leadsADay ? null : quantile(scores, 1 - calls / leadsADay),
  };
}
