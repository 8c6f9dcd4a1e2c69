import type { AsOf } from './as-of.js';
import type { FeatureColumn } from './feature-table.js';

/** One feature, whole: what it is called, why it may matter, and how it comes from a lead's history. */
export interface FeatureDeclaration extends FeatureColumn {
  /**
   * The value as of the cutoff; null where it is missing. A number that is not finite counts as missing.
   * It sees an {@link AsOf} and nothing else, so it cannot read what became known later.
   */
  from(asOf: AsOf): number | string | null;
}

type Described = Omit<FeatureColumn, 'kind'>;

/** A quantity. State its unit, and put it in the name. */
export function numeric(
  feature: Described & { from(asOf: AsOf): number | null },
): FeatureDeclaration {
  return { ...feature, kind: 'numeric' };
}

/** One word out of several. */
export function categorical(
  feature: Described & { from(asOf: AsOf): string | null },
): FeatureDeclaration {
  return { ...feature, kind: 'categorical' };
}

/** A question with the answers yes, no and (missing) nobody knows. */
export function yesNo(
  feature: Described & { from(asOf: AsOf): boolean | null },
): FeatureDeclaration {
  return categorical({
    ...feature,
    from: (asOf) => {
      const answer = feature.from(asOf);
      return answer === null ? null : answer ? 'yes' : 'no';
    },
  });
}
