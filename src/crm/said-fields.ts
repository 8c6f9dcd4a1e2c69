import type { RecordKind, Said } from './crm-record.js';

const CUSTOMER = [
  'externalId',
  'updatedAt',
  'name.first',
  'name.last',
  'name.full',
  'name.business',
  'email',
  'phones[]',
  'preferredContact',
  'postalCode',
  'country',
  'distanceKm',
] as const;

const VEHICLE = [
  'externalId',
  'updatedAt',
  'vin',
  'stockNumber',
  'year',
  'make',
  'model',
  'trim',
  'body',
  'condition',
  'odometer.value',
  'odometer.unit',
  'price.amount',
  'price.currency',
  'priceHistory[].amount',
  'priceHistory[].at',
  'listedAt',
  'soldAt',
] as const;

const LEAD = [
  'externalId',
  'updatedAt',
  'arrivedAt',
  'source',
  'channel',
  'leadType',
  'message',
  'status',
  'statusReason',
  'statusAt',
  'assignedTo',
  'customerExternalId',
  'vehicleExternalId',
  'deleted',
  ...CUSTOMER.map((field) => `customer.${field}` as const),
  ...VEHICLE.map((field) => `vehicle.${field}` as const),
  ...VEHICLE.map((field) => `tradeIn.${field}` as const),
] as const;

const ACTIVITY = [
  'externalId',
  'updatedAt',
  'leadExternalId',
  'kind',
  'direction',
  'automatic',
  'occurredAt',
] as const;

/** Every place a mapping may fill, as dotted paths into the `Said…` shapes of crm-record.ts. */
export const SAID_FIELDS: Record<RecordKind, readonly string[]> = {
  customer: CUSTOMER,
  vehicle: VEHICLE,
  lead: LEAD,
  activity: ACTIVITY,
};

/** Fields that hold an instant. */
export const isDateField = (field: string): boolean => /(^|\.)\w*At$|\.at$/.test(field);

/** Where one field's value comes from. */
export interface FieldSource {
  /** Payload paths or columns read, so that `custom: "*"` can take all the others. */
  readonly reads: readonly string[];
  read(payload: unknown): Said | Said[];
}

export interface MappedField {
  field: string;
  source: FieldSource;
}

type Nested = { [key: string]: unknown };

/** Lays the mapped values out in the `Said…` shape; fields that say nothing are left out. */
export function layOut(fields: readonly MappedField[], payload: unknown): Nested {
  const said: Nested = {};
  for (const { field, source } of fields) {
    const value = source.read(payload);
    if (value === undefined) continue;
    const [head, item] = field.split('[]');
    if (item === undefined) place(said, field, Array.isArray(value) ? firstSaid(value) : value);
    else if (item === '') appendAll(said, head ?? '', value);
    else zip(said, head ?? '', item.slice(1), value);
  }
  return said;
}

/** Of several places the first that says anything. */
const firstSaid = (values: Said[]): Said =>
  values.find((value) => value !== undefined && value !== null && value !== '') ?? values[0];

function parentOf(said: Nested, field: string): [Nested, string] {
  const keys = field.split('.');
  const last = keys.pop() ?? '';
  let parent = said;
  for (const key of keys) parent = (parent[key] ??= {}) as Nested;
  return [parent, last];
}

function place(said: Nested, field: string, value: Said): void {
  if (value === undefined) return;
  const [parent, key] = parentOf(said, field);
  parent[key] = value;
}

function listAt(said: Nested, field: string): unknown[] {
  const [parent, key] = parentOf(said, field);
  return (parent[key] ??= []) as unknown[];
}

function appendAll(said: Nested, field: string, value: Said | Said[]): void {
  const values = (Array.isArray(value) ? value : [value]).filter((entry) => entry !== undefined);
  if (values.length > 0) listAt(said, field).push(...values);
}

/** `priceHistory[].amount` and `priceHistory[].at` fill the same items, one by one. */
function zip(said: Nested, field: string, key: string, value: Said | Said[]): void {
  const items = listAt(said, field) as Nested[];
  (Array.isArray(value) ? value : [value]).forEach((entry, position) => {
    (items[position] ??= {})[key] = entry;
  });
}
