import { vectorOf, type FeatureColumn } from '#features';
import { blankParts } from './encoding/blank-parts.js';
import type { Contributions, Estimator, RowExplainer } from './estimator.js';

/** The fastest way that an estimator has to explain rows of these columns. */
export function rowExplainerOf(
  estimator: Estimator,
  columns: readonly FeatureColumn[],
): RowExplainer {
  return estimator.rowExplainer?.(columns) ?? byNames(estimator, columns);
}

function byNames(estimator: Estimator, columns: readonly FeatureColumn[]): RowExplainer {
  return (row) => {
    const { logOdds, bias, byFeature } = estimator.explain(vectorOf(row, columns));
    const parts = columns.map(({ name }) => byFeature[name] ?? 0);
    return { logOdds, bias, parts };
  };
}

/** Gives the parts of rows of these columns their names. */
export function partsByName(
  columns: readonly FeatureColumn[],
): (parts: readonly number[]) => Contributions['byFeature'] {
  const blank = blankParts(columns.map(({ name }) => name));
  return (parts) => {
    const byFeature = { ...blank };
    for (let at = 0; at < columns.length; at++) byFeature[columns[at]!.name] = parts[at]!;
    return byFeature;
  };
}
