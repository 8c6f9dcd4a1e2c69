export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

interface DayForm {
  pattern: RegExp;
  /** Which groups of `pattern` hold year, month and day. */
  groups: readonly [number, number, number];
}

const FORMS: DayForm[] = [
  { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, groups: [1, 2, 3] },
  // With dots the day comes first, as in Europe; with slashes the month, as in the United States.
  { pattern: /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)/, groups: [3, 2, 1] },
  { pattern: /(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?!\d)/, groups: [3, 1, 2] },
  {
    pattern: /(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?!\d)/i,
    groups: [3, 2, 1],
  },
  { pattern: /([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i, groups: [3, 1, 2] },
];

/** The calendar day of a date written without its time; whether the day exists is not checked. */
export function readCalendarDay(text: string): CalendarDay | undefined {
  for (const { pattern, groups } of FORMS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [year = '', month = '', day = ''] = groups.map((group) => found[group] ?? '');
    return monthBeforeDay(fourDigits(year), monthNumber(month), Number(day));
  }
  return undefined;
}

const fourDigits = (year: string): number => Number(year) + (year.length === 2 ? 2000 : 0);

const monthNumber = (month: string): number =>
  /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;

/** A month beyond 12 is a day that changed places with its month. */
const monthBeforeDay = (year: number, month: number, day: number): CalendarDay =>
  month > 12 && day <= 12 ? { year, month: day, day: month } : { year, month, day };
