import type { DealershipMarket, LeadHistory } from '#leads';
import { asOf, type AsOf } from './as-of.js';
import { DECLARED_FEATURES, featureSchema } from './feature-schema.js';
import { vectorOf } from './feature-row.js';
import type { FeatureColumn, FeatureRow, FeatureVector } from './feature-table.js';
import { UnknownFeatureError } from './features.errors.js';
import { CUSTOM_PREFIX, customFeature } from './themes/custom.js';

/** Longer category values are cut: a category is a word, not a letter. */
const CATEGORY_CHARACTERS = 80;

type Computation = (asOf: AsOf) => number | string | null;

const declared = new Map(DECLARED_FEATURES.map((feature) => [feature.name, feature]));
const declaredOnly = featureSchema();
const compiled = new WeakMap<readonly FeatureColumn[], Computation[]>();

/**
 * One lead's values as of the cutoff, in the order of the schema; for training and for serving alike.
 * Nothing later than the cutoff is read, nothing that may not be a feature is let through,
 * every number is finite and every missing value null.
 *
 * Do not change a market or a schema after the first call with it: both are prepared once.
 *
 * @param schema - as {@link featureSchema} made it, or as stored with a model version.
 * @param surroundingsAt - Where the cutoff lies ahead, nothing is known of the market but what it was so far.
 * @throws {@link UnknownFeatureError} where the schema names a feature this version does not build.
 * @throws {@link InvalidInstantError} {@link UnknownTimeZoneError}
 */
export function buildFeatureVector(
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  schema: readonly FeatureColumn[] = declaredOnly,
  surroundingsAt = cutoff,
): FeatureVector {
  return vectorOf(buildFeatureRow(history, market, cutoff, schema, surroundingsAt), schema);
}

/** The same without names, for who asks in the order of the schema anyway. */
export function buildFeatureRow(
  history: LeadHistory,
  market: DealershipMarket,
  cutoff: Date,
  schema: readonly FeatureColumn[],
  surroundingsAt = cutoff,
): FeatureRow {
  const known = asOf(history, market, cutoff, surroundingsAt);
  return compile(schema).map((compute) => tidy(compute(known)));
}

function compile(schema: readonly FeatureColumn[]): Computation[] {
  const ready = compiled.get(schema);
  if (ready) return ready;
  const computations = schema.map((column): Computation => {
    const feature = column.name.startsWith(CUSTOM_PREFIX)
      ? customFeature(column)
      : declared.get(column.name);
    if (feature?.kind !== column.kind) throw new UnknownFeatureError(column.name);
    return (known) => feature.from(known);
  });
  compiled.set(schema, computations);
  return computations;
}

function tidy(value: number | string | null): number | string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, CATEGORY_CHARACTERS);
  return text === '' ? null : text;
}
