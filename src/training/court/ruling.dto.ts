import { IsIn, Length } from 'class-validator';
import { CourtDto } from '#model';
import { IsPlainText } from '#platform';

import { RULINGS, type CourtRuling } from './court-ruling.js';
import type { CourtToday } from './label-court.js';

export class RulingDto implements CourtRuling {
  /** Name of the feature. */
  feature: string;

  /** admit, refuse, or withdraw: the court's own finding holds again. */
  ruling: CourtRuling['ruling'];

  /** Why, for the record. */
  reason: string;

  /** Who ruled: `staff:…` or `key:…`. */
  by: string;

  /** Who that is, for people. */
  byName: string | null;

  /** When. */
  at: Date;

  static from(ruling: CourtRuling, names: ReadonlyMap<string, string>): RulingDto {
    return { ...ruling, byName: names.get(ruling.by) ?? null };
  }
}

export class CourtTodayDto implements CourtToday {
  /** The newest training run that held court; null before the first. */
  runId: string | null;

  /** When that run began. */
  heldAt: Date | null;

  /** What it found; null before the first. */
  court: CourtDto | null;

  /** What admins ruled and has not been withdrawn. */
  rulings: RulingDto[];
}

export class NewRulingDto {
  /** Name of the feature as the court lists it, such as `custom.Lead Quality`. */
  @IsPlainText()
  @Length(1, 200)
  feature: string;

  /** admit, refuse, or withdraw what was ruled before. */
  @IsIn(RULINGS)
  ruling: CourtRuling['ruling'];

  /** Why, for the record: "the desk fills it at the first call". */
  @IsPlainText()
  @Length(3, 500)
  reason: string;
}
