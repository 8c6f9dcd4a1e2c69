import type { StatusMapping } from '#crm';

/** What cleaning must know about where a record came from; everything else is in the record. */
export interface CleaningContext {
  connectionId: string;
  /** ISO 3166 alpha-2 of the dealership: reads local phone numbers, dates and odometer units. */
  country: string;
  /** IANA zone of the dealership: reads local times without an offset. */
  timeZone: string;
  currency: string;
  now: Date;
  statusMapping: StatusMapping;
  /** Custom fields we ourselves write into the CRM: reading our own score back must change nothing. */
  ownFields: ReadonlySet<string>;
  /** Kinds pulled on their own; a copy carried inside a lead is then only a reference. */
  pulledKinds: ReadonlySet<string>;
}

/** A clock a little ahead of ours is no reason to refuse a lead. */
export const CLOCK_SKEW_MS = 10 * 60_000;
