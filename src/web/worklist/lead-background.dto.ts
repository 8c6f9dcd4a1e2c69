import type { Outcome } from '#leads';

export class PriceStepDto {
  /** When it took effect. */
  at: Date;
  /** The asking price. */
  price: number;
}

export class AlternativeDto {
  /** Year, make, model and trim. */
  line: string;
  /** The dealership's own number of it. */
  stockNumber: string | null;
  /** The asking price now. */
  price: number | null;
  /** Days since it was listed. */
  daysOnLot: number | null;
}

export class VehicleStoryDto {
  /** The dealership's own number of it. */
  stockNumber: string | null;
  /** Kilometres driven. */
  odometerKm: number | null;
  /** Days from listing to now, or to its sale. */
  daysOnLot: number | null;
  /** When it was sold; null while it stands. */
  soldAt: Date | null;
  /** Every asking price, oldest first, at most 12. */
  prices: PriceStepDto[];
  /** When it is sold: of the same kind and in stock, nearest in price first, at most 4. */
  alternatives: AlternativeDto[];
}

export class PreviousLeadDto {
  /** Our identifier of the lead. */
  leadId: string;
  /** When it arrived. */
  arrivedAt: Date;
  /** What became of it. */
  outcome: Outcome;
  /** The vehicle asked about. */
  line: string | null;
}

export class SimilarLeadDto {
  /** What became of it: 'WON', 'LOST' or 'STALE'. */
  outcome: Outcome;
  /** Days from arrival to that. */
  settledAfterDays: number;
  /** When it arrived. */
  arrivedAt: Date;
  /** The vehicle asked about. */
  line: string | null;
  /** Its price then. */
  price: number | null;
  /** Minutes to the first answer by a person; null: nobody answered. */
  answeredAfterMinutes: number | null;
  /** What it shares with this lead: 'model', 'make', 'price', 'phone', 'source'. */
  shares: string[];
}
