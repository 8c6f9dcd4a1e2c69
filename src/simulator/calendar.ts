export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Instants are epoch milliseconds inside the simulator and ISO text in its payloads. */
export function iso(at: number): string {
  if (at !== lastAt) [lastAt, lastText] = [at, new Date(at).toISOString()];
  return lastText;
}
// One event dates several fields, and writing dates is most of what making a world costs.
let lastAt = 0;
let lastText = new Date(0).toISOString();

/** Opening and closing hour of the sales desk, Sunday first. */
const DESK_HOURS: readonly (readonly [open: number, close: number])[] = [
  [11, 17],
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 19],
];

/** Share of a day's messages per local hour: people write after work and after supper. */
const HOUR_WEIGHTS = [
  1.6, 0.9, 0.5, 0.3, 0.3, 0.5, 1.2, 2.2, 3.2, 4.2, 4.9, 5.3, 5.6, 5.2, 5.0, 5.0, 5.3, 5.9, 6.6,
  7.3, 7.6, 7.0, 5.3, 3.1,
];
const WEEKDAY_RATE = [1.12, 1.02, 0.96, 0.93, 0.94, 0.99, 1.08];
/** January first: tax refunds bring a spring peak, the holidays a trough. */
const MONTH_RATE = [0.88, 1.02, 1.2, 1.14, 1.05, 1.0, 1.0, 1.02, 0.95, 0.92, 0.9, 0.86];

/** A rooftop's wall clock. Offsets are looked up once a day, so the hours around a clock change may be one off. */
export class LocalCalendar {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
    });
  }

  /** Hour of the local day in [0, 24), with its fraction. */
  hour(at: number): number {
    return (this.#local(at) % DAY) / HOUR;
  }

  /** 0 = Sunday. */
  weekday(at: number): number {
    return new Date(this.#local(at)).getUTCDay();
  }

  /** 0 = January. */
  month(at: number): number {
    return new Date(this.#local(at)).getUTCMonth();
  }

  isOpen(at: number): boolean {
    const [open, close] = DESK_HOURS[this.weekday(at)]!;
    const hour = this.hour(at);
    return hour >= open && hour < close;
  }

  /** `at` itself while the desk is open, else the next time somebody unlocks the door. */
  nextOpen(at: number): number {
    if (this.isOpen(at)) return at;
    const midnight = at - (this.#local(at) % DAY);
    const today = midnight + DESK_HOURS[this.weekday(at)]![0] * HOUR;
    if (today > at) return today;
    return midnight + DAY + DESK_HOURS[this.weekday(midnight + DAY + 12 * HOUR)]![0] * HOUR;
  }

  /** How busy the day holding `at` is, 1 = an average one. */
  rate(at: number): number {
    return WEEKDAY_RATE[this.weekday(at)]! * MONTH_RATE[this.month(at)]!;
  }

  /** An instant within the local day that holds `noon`; `roll` in [0, 1) chooses the hour by its share. */
  momentOf(noon: number, roll: number): number {
    const midnight = noon - (this.#local(noon) % DAY);
    let left = roll * HOUR_TOTAL;
    for (const [hour, weight] of HOUR_WEIGHTS.entries()) {
      if (left < weight) return Math.floor(midnight + (hour + left / weight) * HOUR);
      left -= weight;
    }
    return midnight + DAY - MINUTE;
  }

  #local(at: number): number {
    const day = Math.floor(at / DAY);
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      offset = this.#offsetAt(day * DAY + DAY / 2);
      this.#offsets.set(day, offset);
    }
    return at + offset;
  }

  #offsetAt(at: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) part[type] = Number(value);
    return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour']) - at;
  }
}

const HOUR_TOTAL = HOUR_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
