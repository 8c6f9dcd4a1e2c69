import { useEffect, useState } from 'react';
import { words } from './words';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it, and lists say hundreds of dates and prices. */
function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(
  make: new (locale: string, options: object) => T,
  locale: string,
  options: object,
): T {
  const key = `${make.name} ${locale} ${JSON.stringify(options)}`;
  const format = (made.get(key) as T | undefined) ?? new make(locale, options);
  made.set(key, format);
  return format;
}

/** "10,000" */
export const count = (value: number): string =>
  once(Intl.NumberFormat, words.locale, {}).format(value);

export function money(amount: number, currency: string): string {
  const maximumFractionDigits = Number.isInteger(amount) ? 0 : 2;
  const options = { style: 'currency', currency, maximumFractionDigits };
  return once(Intl.NumberFormat, words.locale, options).format(amount);
}

/** The instant, read again often enough for whole minutes to be true. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Relative while it matters: "just now", "12 min ago", "yesterday 16:20", "Mon 16:20", "12 Mar". */
export function when(instant: string, now: Date, timeZone: string): string {
  const at = new Date(instant);
  const minutes = (now.getTime() - at.getTime()) / MINUTE_MS;
  if (minutes < 1) return words.say.justNow;
  if (minutes < 12 * 60) return words.say.ago(minutes);
  const days = dayNumber(now, timeZone) - dayNumber(at, timeZone);
  if (days === 0) return clock(at, timeZone);
  if (days === 1) return words.say.yesterday(clock(at, timeZone));
  if (days < 7) return `${part(at, timeZone, { weekday: 'short' })} ${clock(at, timeZone)}`;
  const sameYear = now.getTime() - at.getTime() < 300 * DAY_MS;
  return part(at, timeZone, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** In full, with the store's zone, for hover and long press. */
export function inFull(instant: string, timeZone: string): string {
  return part(new Date(instant), timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** "08:00" by the store's clock, with the day where it is another. */
export function clockIn(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const other = dayNumber(at, timeZone) !== dayNumber(new Date(), timeZone);
  const day = other ? `${part(at, timeZone, { weekday: 'short' })} ` : '';
  return `${day}${clock(at, timeZone)}`;
}

const clock = (at: Date, timeZone: string): string =>
  part(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const part = (at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  once(Intl.DateTimeFormat, words.dates, { timeZone, ...options }).format(at);

/** Days since 1970 by the store's calendar. */
function dayNumber(at: Date, timeZone: string): number {
  const day = once(Intl.DateTimeFormat, 'en-CA', { timeZone }).format(at);
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** "+6.2", "−1.4": with a true minus, always signed. */
export function signed(points: number): string {
  const sign = points < 0 ? '−' : '+';
  return `${sign}${Math.abs(points).toFixed(1)}`;
}

/** With a capital first letter, as a line of its own begins. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "+1 303 555 0142" as it is read aloud at the desk: "(303) 555-0142". */
export function phoneForPeople(phone: string): string {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return us ? `(${us[1]}) ${us[2]}-${us[3]}` : phone;
}

/** "Riverside Auto Chicago", "Riverside Auto Denver" → "Chicago", "Denver", where little room is left. */
export function withoutSharedStart(names: string[]): string[] {
  const split = names.map((name) => name.split(' '));
  const [first = [], ...others] = split;
  const shared = first.findIndex((word, at) => others.some((parts) => parts[at] !== word));
  return split.map((parts, at) => parts.slice(Math.max(0, shared)).join(' ') || (names[at] ?? ''));
}
