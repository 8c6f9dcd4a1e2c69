/** What can speak against a feature. */
export type EvidenceKind =
  | 'ranking'
  | 'filling'
  | 'closing'
  | 'purity'
  | 'period'
  | 'kinship'
  | 'identifier'
  | 'name';

/** One thing that speaks against a feature, with its number. */
export interface Evidence {
  kind: EvidenceKind;
  /** In the measure of its kind: an AUC, a difference of shares, an association. */
  value: number;
  /** 0..1; 1 is as far as its kind can go. Suspects are ranked by it. */
  strength: number;
  /** Enough by itself to remove the feature. */
  convicts: boolean;
  /** One sentence for people, numbers included. */
  words: string;
}

/**
 * Where a whole model's discrimination is called acceptable, excellent and outstanding. One fact
 * known at arrival that reaches the first is worth a question; one that reaches the last is the
 * outcome in other words.
 *
 * @see Hosmer, Lemeshow & Sturdivant 2013, section 5.2.4
 */
export const ACCEPTABLE_AUC = 0.7;
export const EXCELLENT_AUC = 0.8;
export const OUTSTANDING_AUC = 0.9;

/**
 * A difference of two shares is 2 * AUC - 1 of the yes or no it is made of: this one is the same as
 * an AUC of 0.9 …
 */
export const CONVICTING_DIFFERENCE = 2 * OUTSTANDING_AUC - 1;
/** … and this one the same as an AUC of 0.6: a fifth of the won leads would have to be filled anew to undo it. */
export const QUESTIONABLE_DIFFERENCE = 0.2;

/** @see Cohen 1988, section 7.2: the association of two groupings is medium, or large, from here on. */
export const MEDIUM_ASSOCIATION = 0.3;
export const LARGE_ASSOCIATION = 0.5;

export const percent = (share: number): string => {
  const points = 100 * share;
  return `${points > 0 && points < 10 ? points.toFixed(1) : Math.round(points)} %`;
};

/** 0 at `from`, 1 at `to` and beyond. */
export const along = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
