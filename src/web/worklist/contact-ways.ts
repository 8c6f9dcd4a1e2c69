import { DateTime } from 'luxon';
import { zonesOfPostalCode } from './postal-zones.js';

export const CONTACT_WAYS = ['call', 'text', 'mail'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** Calls and texts by the customer's clock; @see 47 CFR 64.1200(c)(1): 8 in the morning to 9 in the evening. */
const DECENT = { from: 8, until: 21 };

export interface ContactChance {
  way: ContactWay;
  allowed: boolean;
  /** Why not. */
  because: 'refused' | 'quiet_hours' | null;
  /** When the quiet hours end; null where it is not they. */
  until: Date | null;
}

export interface Reachable {
  phone: string | null;
  email: string | null;
  postalCode: string | null;
  /** Ways the customer said no to. */
  refused: readonly ContactWay[];
}

/**
 * How a customer can be reached now. Somebody who wrote to the store asked to be answered, so a way is
 * open until the customer closes it; calls and texts wait for a decent hour where the customer lives,
 * by the ZIP code, or where that is not known, by the store's clock.
 */
export function contactChances(
  { phone, email, postalCode, refused }: Reachable,
  storeZone: string,
  now: Date,
): ContactChance[] {
  const zones = zonesOfPostalCode(postalCode);
  const quietUntil = endOfQuiet(zones.length > 0 ? zones : [storeZone], now);
  return CONTACT_WAYS.filter((way) => (way === 'mail' ? email : phone) !== null).map((way) => {
    if (refused.includes(way)) return { way, allowed: false, because: 'refused', until: null };
    if (way !== 'mail' && quietUntil)
      return { way, allowed: false, because: 'quiet_hours', until: quietUntil };
    return { way, allowed: true, because: null, until: null };
  });
}

/** @returns when it is a decent hour in all zones; null where it is now. */
export function endOfQuiet(zones: readonly string[], now: Date): Date | null {
  const isDecent = (at: DateTime): boolean =>
    zones.every((zone) => {
      const { hour } = at.setZone(zone);
      return hour >= DECENT.from && hour < DECENT.until;
    });
  const start = DateTime.fromJSDate(now);
  if (isDecent(start)) return null;
  let next = start.toUTC().startOf('hour');
  do next = next.plus({ minutes: 30 });
  while (!isDecent(next));
  return next.toJSDate();
}
