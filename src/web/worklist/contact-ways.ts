import { DateTime } from 'luxon';
import { zonesOfPostalCode } from './postal-zones.js';

/** Whole hours of the customer's day. */
export interface ContactHours {
  from: number;
  until: number;
}

export const CONTACT_WAYS = ['call', 'text', 'mail'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** Calls and texts by the customer's clock; @see 47 CFR 64.1200(c)(1): 8 in the morning to 9 in the evening. */
const DECENT: ContactHours = { from: 8, until: 21 };
/** For so long whoever asked may be called back; @see 47 CFR 64.1200(f)(5): three months. */
const INQUIRY_DAYS = 90;
const DAY_MS = 86_400_000;

/** What makes it lawful to use a way: words noted, a wish told by the CRM, a text of theirs, their own inquiry. */
export interface Agreement {
  how: 'words' | 'preference' | 'texted' | 'inquiry';
  at: Date;
  /** What they said or signed; null where something else shows it. */
  words: string | null;
}

export interface ContactChance {
  way: ContactWay;
  allowed: boolean;
  /** Why not. */
  because: 'refused' | 'no_consent' | 'quiet_hours' | null;
  /** When the quiet hours end; null where it is not they. */
  until: Date | null;
  agreed: Agreement | null;
}

export interface Reachable {
  phone: string | null;
  email: string | null;
  postalCode: string | null;
  /** Ways the customer said no to. */
  refused: readonly ContactWay[];
  /** What was noted of what they agreed to, the newest of each way. */
  consents: readonly { way: ContactWay; at: Date; words: string | null }[];
  /** As their CRM tells it. */
  preferred: string | null;
  arrivedAt: Date;
  /** When they last wrote or called; null: not since they asked. */
  heardAt: Date | null;
  /** When they last sent a text themselves. */
  textedAt: Date | null;
}

/**
 * How a customer can be reached now. A way is open with something on record that they agreed to it, and
 * until they close it. Calls and texts wait for a decent hour where the customer lives, by the ZIP code,
 * or where that is not known, by the store's clock.
 *
 * @param hours - A store may keep shorter ones than the law.
 */
export function contactChances(
  reachable: Reachable,
  storeZone: string,
  now: Date,
  hours: ContactHours = DECENT,
): ContactChance[] {
  const { phone, email, postalCode, refused } = reachable;
  const zones = zonesOfPostalCode(postalCode);
  const quietUntil = endOfQuiet(zones.length > 0 ? zones : [storeZone], now, hours);
  return CONTACT_WAYS.filter((way) => (way === 'mail' ? email : phone) !== null).map((way) => {
    const agreed = agreementTo(way, reachable, now);
    const shut = { way, allowed: false, until: null, agreed };
    if (refused.includes(way)) return { ...shut, because: 'refused', agreed: null };
    if (!agreed) return { ...shut, because: 'no_consent' };
    if (way !== 'mail' && quietUntil) return { ...shut, because: 'quiet_hours', until: quietUntil };
    return { way, allowed: true, because: null, until: null, agreed };
  });
}

/** A text is a machine's to send, so asking about a vehicle is not yet agreeing to one; a call back is what they asked for. */
function agreementTo(
  way: ContactWay,
  { consents, preferred, arrivedAt, heardAt, textedAt }: Reachable,
  now: Date,
): Agreement | null {
  const noted = consents.find((one) => one.way === way);
  if (noted) return { how: 'words', at: noted.at, words: noted.words };
  if (way === 'text') {
    if (preferred === 'text') return { how: 'preference', at: arrivedAt, words: null };
    return textedAt && { how: 'texted', at: textedAt, words: null };
  }
  const at = heardAt && heardAt > arrivedAt ? heardAt : arrivedAt;
  const isOver = way === 'call' && now.getTime() - at.getTime() > INQUIRY_DAYS * DAY_MS;
  return isOver ? null : { how: 'inquiry', at, words: null };
}

/** @returns when it is a decent hour in all zones; null where it is now. */
export function endOfQuiet(
  zones: readonly string[],
  now: Date,
  hours: ContactHours = DECENT,
): Date | null {
  const isDecent = (at: DateTime): boolean =>
    zones.every((zone) => {
      const { hour } = at.setZone(zone);
      return hour >= hours.from && hour < hours.until;
    });
  const start = DateTime.fromJSDate(now);
  if (isDecent(start)) return null;
  let next = start.toUTC().startOf('hour');
  do next = next.plus({ minutes: 30 });
  while (!isDecent(next));
  return next.toJSDate();
}
