import { createHash } from 'node:crypto';
import { refusalOfName } from './denylist.js';
import type { FeatureDeclaration } from './feature-declaration.js';
import type { FeatureColumn } from './feature-table.js';
import { DeniedFeatureError } from './features.errors.js';
import { ARRIVAL_FEATURES } from './themes/arrival.js';
import { CONTACT_FEATURES } from './themes/contact.js';
import { CUSTOM_PREFIX } from './themes/custom.js';
import { CUSTOMER_HISTORY_FEATURES } from './themes/customer-history.js';
import { DESK_FEATURES } from './themes/desk.js';
import { INTERACTION_FEATURES } from './themes/interactions.js';
import { MESSAGE_FEATURES } from './themes/message.js';
import { STOCK_FEATURES } from './themes/stock.js';
import { VEHICLE_FEATURES } from './themes/vehicle.js';

/** Every feature that needs no custom attribute, theme by theme. */
export const DECLARED_FEATURES: readonly FeatureDeclaration[] = [
  ...ARRIVAL_FEATURES,
  ...MESSAGE_FEATURES,
  ...CONTACT_FEATURES,
  ...VEHICLE_FEATURES,
  ...STOCK_FEATURES,
  ...INTERACTION_FEATURES,
  ...CUSTOMER_HISTORY_FEATURES,
  ...DESK_FEATURES,
];

/**
 * The ordered description of a feature vector: everything declared, then the custom columns
 * (from a {@link CustomAttributeSurvey}). Plain data, made to be stored with a model version.
 *
 * @throws {@link DeniedFeatureError} where a custom column names something that may never be a feature.
 */
export function featureSchema(customColumns: readonly FeatureColumn[] = []): FeatureColumn[] {
  for (const { name } of customColumns) {
    const attribute = name.startsWith(CUSTOM_PREFIX) ? name.slice(CUSTOM_PREFIX.length) : name;
    const reason = refusalOfName(attribute);
    if (reason !== null) throw new DeniedFeatureError(name, reason);
  }
  return [...DECLARED_FEATURES, ...customColumns].map(columnOf);
}

/** The same for schemas whose vectors mean the same: names, kinds and units in order. Wording may change freely. */
export function schemaHash(columns: readonly FeatureColumn[]): string {
  const meaning = columns.map(({ name, kind, unit }) => [name, kind, unit ?? null]);
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}

function columnOf({ name, kind, label, unit, because, within }: FeatureColumn): FeatureColumn {
  return {
    name,
    kind,
    label,
    ...(unit === undefined ? {} : { unit }),
    because,
    ...(within === undefined ? {} : { within }),
  };
}
