import type { Refusal } from '#crm';

/** A value that could not be believed, with what to do about it. */
export class Refused {
  constructor(readonly refusal: Refusal) {}
}

/** A clean value, `undefined` where nothing was said, or why what was said cannot be believed. */
export type Cleaned<T> = T | undefined | Refused;

export const refused = (field: string, reason: string, fix: string, about?: string): Refused =>
  new Refused({ field, reason, fix, ...(about !== undefined && { about }) });

/** Counts values that were dropped while their record was kept, by `field: reason`. */
export class CleaningNotes {
  readonly #counts = new Map<string, number>();

  /** The clean value; a refused one is counted and reads as missing. */
  keep<T>(cleaned: Cleaned<T>): T | undefined {
    if (!(cleaned instanceof Refused)) return cleaned;
    this.add(cleaned.refusal);
    return undefined;
  }

  add({ field, reason }: Refusal): void {
    const key = field === undefined ? reason : `${field}: ${reason}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
