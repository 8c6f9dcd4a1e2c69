/**
 * One way to look at a feature that a tree may split on. A number has one; a category has its
 * levels, and where they are many also numbers that stand for them. All views of a feature speak
 * for it in its reasons.
 */
export interface View {
  /** Position of the feature in the schema. */
  feature: number;
  /** Whether a split cuts a range of bins, or takes any subset of them. */
  ordered: boolean;
  /** At most 256. */
  binCount: number;
}

/** Rows as bins, view by view. */
export interface BinnedRows {
  rowCount: number;
  /** Shape [views][rows]. */
  columns: Uint8Array[];
}

export const MOST_BINS = 256;
