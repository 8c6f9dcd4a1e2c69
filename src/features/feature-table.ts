/** numeric: number, NaN where missing. categorical: text, null where missing (missing is a value of its own). */
export type FeatureKind = 'numeric' | 'categorical';

/** One human feature: what it is called, what it means and how it may be said. */
export interface FeatureColumn {
  /** Stable machine name, camelCase with its unit (`ageHours`); custom attributes are `custom.<name>`. */
  name: string;
  kind: FeatureKind;
  /** As a person would call it: "Hours since the lead arrived". */
  label: string;
  unit?: string;
  /** Why it may predict a sale. */
  because: string;
  /** The feature whose values are groups of this one's: a dealership lies within a region. */
  within?: string;
}

/** One lead's values as of one cutoff, by feature name. JSON-safe: a missing number is null. */
export type FeatureVector = Record<string, number | string | null>;

/** The values of a {@link FeatureVector} alone, in the order of its schema: what every score goes through. */
export type FeatureRow = (number | string | null)[];

/** Many vectors, column by column. Every column has `rowCount` values. */
export interface FeatureTable {
  columns: FeatureColumn[];
  rowCount: number;
  numeric: Map<string, Float64Array>;
  categorical: Map<string, (string | null)[]>;
}
