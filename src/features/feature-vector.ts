import type { DealershipMarket, LeadHistory } from '#leads';
import { asOf, type AsOf } from './as-of.js';
import { DECLARED_FEATURES, featureSchema } from './feature-schema.js';
import type { FeatureColumn, FeatureVector } from './feature-table.js';
import { UnknownFeatureError } from './features.errors.js';
import { CUSTOM_PREFIX, customFeature } from './themes/custom.js';

/** Longer category values are cut: a category is a word, not a letter. */
const CATEGORY_CHARACTERS = 80;

type Computation = (asOf: AsOf) => number | string | null;

const declared = new Map(DECLARED_FEATURES.map((feature) => [feature.name, feature]));
const declaredOnly = featureSchema();
const compiled = new WeakMap<readonly FeatureColumn[], CompiledSchema>();

interface CompiledSchema {
  computations: [name: string, compute: Computation][];
  /** Copied for each vector: an object grown key by key would be several times slower to fill and to read. */
  blank: FeatureVector;
}

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
  const known = asOf(history, market, cutoff, surroundingsAt);
  const { computations, blank } = compile(schema);
  const vector = { ...blank };
  for (const [name, compute] of computations) vector[name] = tidy(compute(known));
  return vector;
}

function compile(schema: readonly FeatureColumn[]): CompiledSchema {
  const ready = compiled.get(schema);
  if (ready) return ready;
  const computations = schema.map((column): [string, Computation] => {
    const feature = column.name.startsWith(CUSTOM_PREFIX)
      ? customFeature(column)
      : declared.get(column.name);
    if (feature?.kind !== column.kind) throw new UnknownFeatureError(column.name);
    return [column.name, (known) => feature.from(known)];
  });
  // JSON.parse lays the object out flat, which adding keys one by one does not.
  const blank = JSON.parse(
    JSON.stringify(Object.fromEntries(schema.map(({ name }) => [name, null]))),
  ) as FeatureVector;
  compiled.set(schema, { computations, blank });
  return { computations, blank };
}

function tidy(value: number | string | null): number | string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, CATEGORY_CHARACTERS);
  return text === '' ? null : text;
}
