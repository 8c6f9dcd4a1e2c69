import { IsIn, Length } from 'class-validator';
import type { Evidence, EvidenceKind, Finding, Verdict } from '#model/fitting';
import { IsPlainText } from '#platform';

import type { StoredCourt } from '../training-run.js';
import { RULINGS, type CourtRuling } from './court-ruling.js';
import type { CourtToday } from './label-court.js';

export class EvidenceDto implements Evidence {
  /** What was looked at: ranking, filling, closing, purity, period, kinship, identifier or name. */
  kind: EvidenceKind;

  /** In the measure of its kind: an AUC, a difference of shares, an association. */
  value: number;

  /** 0..1; suspects are ranked by it. */
  strength: number;

  /** Whether it is enough to remove the feature. */
  convicts: boolean;

  /** For people, with its numbers. */
  words: string;
}

export class FindingDto implements Finding {
  /** Name of the feature. */
  feature: string;

  /** As a person would call it. */
  label: string;

  /** kept, questioned (learned from, but an admin should look) or removed (not learned from). */
  verdict: Verdict;

  /** Who decided: the court, or an admin by a ruling. */
  by: 'court' | 'admin';

  /** 0..1; all that speaks against it together. */
  suspicion: number;

  /** Of the outcome told by this feature alone; null where it cannot be measured. */
  auc: number | null;

  /** Share of leads that have a value. */
  filled: number;

  /** Strongest first. */
  evidence: EvidenceDto[];
}

export class DeniedAttributeDto {
  /** The CRM's own name of it. */
  name: string;

  /** The end of "It …". */
  reason: string;
}

export class CourtDto implements StoredCourt {
  /** Leads that were looked at. */
  leads: number;

  /** Removed first, then questioned, the most suspicious first, then kept. */
  findings: FindingDto[];

  /** Attributes that never come before the court: no ruling admits them. */
  denied: DeniedAttributeDto[];
}

export class RulingDto implements CourtRuling {
  /** Name of the feature. */
  feature: string;

  /** admit, refuse, or withdraw: the court's own finding holds again. */
  ruling: CourtRuling['ruling'];

  /** Why, for the record. */
  reason: string;

  /** Who ruled. */
  by: string;

  /** When. */
  at: Date;
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
