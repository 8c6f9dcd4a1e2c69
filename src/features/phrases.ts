import type { ReasonText } from './reason-text.js';
import type { ValueRange } from './value-ranges.js';

export const MILES_PER_KM = 0.621371;

/** "12 minutes", "3 hours", "2 days": the largest unit that leaves a whole number worth saying. */
export function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 90) return many(Math.round(minutes), 'minute');
  if (minutes < 36 * 60) return many(Math.round(minutes / 60), 'hour');
  return many(Math.round(minutes / 1440), 'day');
}

export function number(says: (value: number) => string): Pick<ReasonText, 'says'> {
  return { says: (value) => says(Number(value)) };
}

export function yesNo(yes: string, no: string, missing?: string): ReasonText {
  return {
    says: (value) => (value === 'yes' ? yes : no),
    ...(missing === undefined ? {} : { missing }),
  };
}

export function asked(what: string): ReasonText {
  return yesNo(`asked ${what}`, `did not ask ${what}`, `no message that asks ${what}`);
}

/** How often one way of talking was used: by the buyer, by our people, by our machines. */
export function talkTexts(name: string, verb: string, thing: string): Record<string, ReasonText> {
  const by = (who: string, not: string): ReasonText =>
    number((n) => (n === 0 ? `${not} ${verb}` : `${who} ${verb} ${times(n)}`));
  return {
    [`${name}FromBuyer`]: by('the buyer', 'the buyer has not'),
    [`${name}FromPeople`]: by('we', 'we have not'),
    [`${name}FromMachine`]: number((n) => `${many(n, `automatic ${thing}`)} sent`),
  };
}

/** "0-10 km" → "less than 10 km", "100+ km" → "100 km or more". */
export function away(band: string): string {
  return band
    .replace(/^0-(\d+) km$/, 'less than $1 km')
    .replace(/^(\d+)\+ km$/, '$1 km or more')
    .replace(/^(\d+)-(\d+) km$/, '$1–$2 km');
}

/** An odometer, to the thousand where it has many: nobody reads further. */
export function driven(distance: number): string {
  return grouped(distance < 10_000 ? distance : Math.round(distance / 1000) * 1000);
}

/** "a Ram", "an Audi", "an SUV". */
export function aOrAn(thing: number | string): string {
  return `${/^(?:[aeio]|suv|mpv)/i.test(String(thing)) ? 'an' : 'a'} ${thing}`;
}

export function talks(count: number): string {
  if (count === 1) return 'one message or call';
  return `${count === 0 ? 'no' : grouped(count)} messages or calls`;
}

export function one(count: number, single: string, plural: string): string {
  return count === 1 ? single : `${grouped(count)} ${plural}`;
}

export function many(count: number, thing: string): string {
  const figure = count === 0 ? 'no' : grouped(count);
  return `${figure} ${thing}${count === 1 ? '' : 's'}`;
}

/** "none", "once", "twice", "5 times". */
export function times(count: number): string {
  return ['none', 'once', 'twice'][count] ?? `${count} times`;
}

/** "1,234,567". By hand: asking Intl takes as long as scoring a feature. */
export function grouped(value: number): string {
  const whole = Math.round(value);
  if (Math.abs(whole) < 1000) return String(whole);
  return String(whole).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

export function change(percent: number): string {
  if (Math.abs(percent) < 0.05) return 'has not changed';
  return `was ${percent < 0 ? 'cut' : 'raised'} by ${Math.abs(percent).toFixed(1).replace('.0', '')} %`;
}

const moneys = new Map<string, Intl.NumberFormat>();

/** "$18,500". Made once a currency: making one takes longer than scoring a lead. */
export function inMoney(amount: number, currency: string): string {
  let money = moneys.get(currency);
  if (!money) {
    const whole = { style: 'currency', currency, maximumFractionDigits: 0 } as const;
    moneys.set(currency, (money = new Intl.NumberFormat('en-US', whole)));
  }
  return money.format(amount);
}

/** "buyers answered within 10 minutes", "… after more than a day", "… after 1 to 4 hours": of a time that passed. */
export function within(
  who: string,
  said: (value: number) => string,
): (range: ValueRange) => string {
  return ({ from, to }) => {
    if (from === -Infinity) return `${who} within ${said(to)}`;
    return to === Infinity
      ? `${who} after more than ${said(from)}`
      : `${who} after ${said(from)} to ${said(to)}`;
  };
}

/** "… under $10,000", "… $10,000 or more", "… between $10,000 and $15,000". */
export function between(
  who: string,
  from: number,
  to: number,
  said: (value: number) => string,
): string {
  if (from === -Infinity) return `buyers ${who} under ${said(to)}`;
  return to === Infinity
    ? `buyers ${who} ${said(from)} or more`
    : `buyers ${who} between ${said(from)} and ${said(to)}`;
}
