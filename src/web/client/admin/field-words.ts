import { sentence } from '../say';
import { words } from '../words';
import { FIELD_LABELS } from './setting-labels';

/** The fields of ours that a record fills, as people call them. */
const RECORD_FIELDS: Record<string, string> = {
  externalId: 'id',
  updatedAt: 'time of the last change',
  arrivedAt: 'time of arrival',
  occurredAt: 'time it happened',
  listedAt: 'listed since',
  soldAt: 'sold on',
  statusAt: 'status since',
  'name.first': 'first name',
  'name.last': 'last name',
  'name.full': 'name',
  'name.business': 'business',
  postalCode: 'ZIP code',
  distanceKm: 'distance',
  vin: 'VIN',
  'odometer.value': 'odometer',
  'odometer.unit': 'unit of the odometer',
  'price.amount': 'price',
  'price.currency': 'currency',
  customerExternalId: 'customer',
  vehicleExternalId: 'vehicle',
  leadExternalId: 'lead',
};

/** `secrets.newKey` without a label of its own → "New key". */
export const labelOf = (key: string): string =>
  FIELD_LABELS[key] ?? sentence(spaced(key.split('.').at(-1) ?? key));

/** `vehicle.price.amount` → "vehicle: price", in the reader's language. */
export function recordField(path: string): string {
  const [head, ...rest] = path.split('.');
  const known = RECORD_FIELDS[path] ?? (rest.length === 0 ? spaced(path) : undefined);
  if (known === undefined) return `${recordField(head!)}: ${recordField(rest.join('.'))}`;
  return words.connections.recordFields[known] ?? known;
}

/** A fault names the setting as the form does. */
export const faultWords = (message: string): string =>
  message
    .split('\n')
    .map((line) => {
      const [, key, rest] = /^\s*([\w.]+): (.*)$/s.exec(line) ?? [];
      return key !== undefined && Object.hasOwn(FIELD_LABELS, key)
        ? `${words.said(labelOf(key))}: ${rest}`
        : line;
    })
    .join('\n');

const spaced = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
