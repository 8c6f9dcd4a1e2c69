import type { Ruling } from '#model/fitting';

export const RULINGS = ['admit', 'refuse', 'withdraw'] as const;

/** What an admin said of a feature; withdraw: the court's own finding holds again. */
export interface CourtRuling {
  feature: string;
  ruling: Ruling | 'withdraw';
  reason: string;
  by: string;
  at: Date;
}
