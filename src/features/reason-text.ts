import type { ValueRange } from './value-ranges.js';

/** What a text may need to know of the dealership. */
export interface Locale {
  /** ISO 4217. */
  currency: string;
}

/** How one feature is said to people. */
export interface ReasonText {
  /** The end of a sentence about this lead, in lower case. */
  says(value: number | string, locale: Locale): string;
  /** For a missing value; "<label> is not known" where absent. */
  missing?: string;
  /** The leads whose value lies in the same range, in the plural: "buyers answered within 10 minutes". */
  alike?(range: ValueRange, locale: Locale): string;
}
