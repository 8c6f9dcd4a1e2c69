import { monthNamed } from './month-names.js';
import { dialingRegion } from './phone-numbers.js';

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** What stands first in a date with slashes, which differs between countries. */
export type DayOrder = 'month first' | 'day first';

interface DayForm {
  pattern: RegExp;
  /** Which groups of `pattern` hold year, month and day. */
  groups: readonly [number, number, number];
}

const SLASHES = /(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?!\d)/;

const FORMS: DayForm[] = [
  { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, groups: [1, 2, 3] },
  { pattern: /(\d{4})年(\d{1,2})月(\d{1,2})日/, groups: [1, 2, 3] },
  // With dots the day comes first, as in Europe; with slashes the month, as in the United States.
  { pattern: /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)/, groups: [3, 2, 1] },
  { pattern: SLASHES, groups: [3, 1, 2] },
  {
    pattern:
      /(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de)?[ -](\p{L}{3,12})\.?,?(?: de)?[ -](\d{4}|\d{2})(?!\d)/iu,
    groups: [3, 2, 1],
  },
  { pattern: /(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/iu, groups: [3, 1, 2] },
];

/** The calendar day of a date written without its time; whether the day exists is not checked. */
export function readCalendarDay(text: string, order: DayOrder): CalendarDay | undefined {
  for (const { pattern, groups } of FORMS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const turned = order === 'day first' && pattern === SLASHES;
    const [year = '', month = '', day = ''] = (turned ? [3, 2, 1] : groups).map(
      (group) => found[group] ?? '',
    );
    return monthBeforeDay(fourDigits(year), monthNumber(month), Number(day));
  }
  return undefined;
}

/** Countries that write the month first; those that write both are read so as well. */
const MONTH_FIRST = new Set(['US', 'CA', 'PH', 'PR', 'GU', 'VI']);

/** How the country an address names writes dates. */
export const dayOrder = (country: string | undefined): DayOrder =>
  MONTH_FIRST.has(dialingRegion(country)) ? 'month first' : 'day first';

const fourDigits = (year: string): number => Number(year) + (year.length === 2 ? 2000 : 0);

const monthNumber = (month: string): number =>
  /^\d/.test(month) ? Number(month) : monthNamed(month);

/** A month beyond 12 is a day that changed places with its month. */
const monthBeforeDay = (year: number, month: number, day: number): CalendarDay =>
  month > 12 && day <= 12 ? { year, month: day, day: month } : { year, month, day };
