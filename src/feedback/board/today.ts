import { DateTime } from 'luxon';
import type { BoardLead } from './board-lead.js';
import { grouped } from './grouped.js';
import { median } from './median.js';

const MINUTE_MS = 60_000;
const TREND_DAYS = 14;

/** By when a person promised to answer whoever came then: the promise runs while the store is open. */
export type DueAt = (arrivedAt: Date) => Date;

/** Leads that arrived on one day of the store's and whose promise is decided. */
export interface PromiseKept {
  /** Answered by a person in time. */
  kept: number;
  /** Answered, or waited longer than was promised. */
  due: number;
}

export interface BoardDay extends PromiseKept {
  /** The store's calendar day: 2026-03-01. */
  day: string;
  /** Minutes to the first answer of a person, in the middle; null where nobody answered. */
  medianAnswerMinutes: number | null;
  /** Leads that arrived. */
  arrived: number;
  /** Leads of whatever age that were sold. */
  sold: number;
}

export interface Today {
  /** Oldest first; the last is today, the one before yesterday. */
  days: BoardDay[];
  /** Open leads nobody has answered, and of them those over the promise. */
  waiting: { now: number; overPromise: number; yesterday: number };
  /** Sold since the first of the month, and in the month before up to the same day and time. */
  sold: { thisMonth: number; lastMonthToDate: number };
}

/** What a manager asks in the morning. @param zone - The store's, whose days these are. */
export function today(
  leads: readonly BoardLead[],
  { now, zone, dueAt }: { now: Date; zone: string; dueAt: DueAt },
): Today {
  const local = DateTime.fromJSDate(now, { zone });
  const names = Array.from({ length: TREND_DAYS }, (_, back) =>
    local.minus({ days: TREND_DAYS - 1 - back }).toISODate()!,
  );
  const dayOf = (at: Date): string => DateTime.fromJSDate(at, { zone }).toISODate()!;
  const arrivals = grouped(leads, ({ arrivedAt }) => dayOf(arrivedAt));
  const sales = grouped(leads.filter(isSold), ({ outcomeAt }) => dayOf(outcomeAt!));
  return {
    days: names.map((day) => ({
      day,
      ...promiseKept(arrivals.get(day) ?? [], now, dueAt),
      medianAnswerMinutes: medianAnswer(arrivals.get(day) ?? []),
      arrived: arrivals.get(day)?.length ?? 0,
      sold: sales.get(day)?.length ?? 0,
    })),
    waiting: {
      now: leads.filter((lead) => waitsAt(lead, now)).length,
      overPromise: leads.filter((lead) => waitsAt(lead, now) && now > dueAt(lead.arrivedAt)).length,
      yesterday: leads.filter((lead) => waitsAt(lead, local.minus({ days: 1 }).toJSDate())).length,
    },
    sold: {
      thisMonth: soldBetween(leads, local.startOf('month'), local),
      lastMonthToDate: soldBetween(
        leads,
        local.minus({ months: 1 }).startOf('month'),
        local.minus({ months: 1 }),
      ),
    },
  };
}

export function promiseKept(leads: readonly BoardLead[], now: Date, dueAt: DueAt): PromiseKept {
  const due = leads.filter(
    ({ arrivedAt, answeredAt }) => answeredAt !== null || now > dueAt(arrivedAt),
  );
  const kept = due.filter(
    ({ arrivedAt, answeredAt }) => answeredAt !== null && answeredAt <= dueAt(arrivedAt),
  );
  return { kept: kept.length, due: due.length };
}

export const answerMinutes = ({ arrivedAt, answeredAt }: BoardLead): number | null =>
  answeredAt === null ? null : Math.max(0, answeredAt.getTime() - arrivedAt.getTime()) / MINUTE_MS;

export const medianAnswer = (leads: readonly BoardLead[]): number | null =>
  median(leads.flatMap((lead) => answerMinutes(lead) ?? []));

export const isSold = ({ outcome, outcomeAt }: BoardLead): boolean =>
  outcome === 'WON' && outcomeAt !== null;

/** Whether it was there, open and unanswered at an instant. */
export const waitsAt = ({ arrivedAt, answeredAt, outcomeAt }: BoardLead, at: Date): boolean =>
  arrivedAt <= at &&
  (answeredAt === null || answeredAt > at) &&
  (outcomeAt === null || outcomeAt > at);

const soldBetween = (leads: readonly BoardLead[], from: DateTime, to: DateTime): number =>
  leads.filter(
    (lead) =>
      isSold(lead) &&
      lead.outcomeAt!.getTime() >= from.toMillis() &&
      lead.outcomeAt!.getTime() <= to.toMillis(),
  ).length;
