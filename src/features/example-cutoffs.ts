import type { LeadHistory } from '#leads';
import { InvalidInstantError } from './features.errors.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ages at which a lead is looked at again: dense while much happens, sparse later. */
const AGES = [HOUR, DAY, 3 * DAY, 7 * DAY, 21 * DAY, 45 * DAY];

/**
 * The instants of a lead's life that serve as training examples: its arrival always, then each age
 * it reached while still undecided.
 *
 * @param outcomeAt - null while the lead is open.
 * @param now - nothing later is an example: it has not happened yet.
 * @returns ascending, at least the arrival.
 * @throws {@link InvalidInstantError}
 */
export function exampleCutoffs(
  history: { lead: Pick<LeadHistory['lead'], 'arrivedAt'> },
  outcomeAt: Date | null,
  now: Date,
): Date[] {
  const arrivedAt = instant(history.lead.arrivedAt, 'lead.arrivedAt');
  const end = Math.min(
    outcomeAt === null ? Infinity : instant(outcomeAt, 'outcomeAt'),
    instant(now, 'now'),
  );
  const later = AGES.map((age) => arrivedAt + age).filter((cutoff) => cutoff < end);
  return [arrivedAt, ...later].map((cutoff) => new Date(cutoff));
}

function instant(date: Date, field: string): number {
  const at = date.getTime();
  if (Number.isNaN(at)) throw new InvalidInstantError(field);
  return at;
}
