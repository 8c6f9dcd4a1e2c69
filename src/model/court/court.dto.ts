import type { RefusedAttribute } from '#features';
import type { Evidence, EvidenceKind } from './evidence.js';
import type { CourtRecord, Finding, Verdict } from './label-court.js';

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

export class DeniedAttributeDto implements RefusedAttribute {
  /** The CRM's own name of it. */
  name: string;

  /** The end of "It …". */
  reason: string;
}

export class CourtDto implements CourtRecord {
  /** Leads that were looked at. */
  leads: number;

  /** Removed first, then questioned, the most suspicious first, then kept. */
  findings: FindingDto[];

  /** Attributes that never come before the court: no ruling admits them. */
  denied: DeniedAttributeDto[];
}
