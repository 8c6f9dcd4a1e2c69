import type { CrmRecord, Said, SaidCustomer, SaidLead, SaidVehicle } from '../crm-record.js';
import { isSaid, saidAt } from '../said-at.js';
import { isPlainObject } from '../settings-reading.js';

type Row = Record<string, unknown>;

/**
 * An opportunity as a lead.
 *
 * @param changedBy - Epoch ms by which the told change had happened; undefined where nobody said.
 */
export function opportunityRecord(
  opportunity: Row,
  customer: Row | undefined,
  changedBy: number | undefined,
): CrmRecord {
  const read = (path: string): Said => saidAt(opportunity, path);
  const sought = foremost(opportunity['soughtVehicles']);
  const traded = foremost(opportunity['tradeIns']);
  const said: SaidLead = {
    externalId: read('id'),
    arrivedAt: read('dateIn'),
    source: read('source'),
    status: read('status'),
    statusReason: read('subStatus'),
    statusAt: changedBy === undefined ? undefined : new Date(changedBy).toISOString(),
    assignedTo: salesperson(opportunity['salesTeam']),
    ...(customer && { customer: customerOf(customer) }),
    ...(sought && { vehicle: soughtVehicle(sought) }),
    ...(traded && { tradeIn: tradedVehicle(traded) }),
    custom: customOf({ subSource: read('subSource'), upType: read('upType') }),
  };
  return { kind: 'lead', payload: customer ? { opportunity, customer } : opportunity, said };
}

function customerOf(customer: Row): SaidCustomer {
  const read = (path: string): Said => saidAt(customer, path);
  const phones = rows(customer['phones']).map((phone) => saidAt(phone, 'number'));
  const email = foremost(customer['emails'], 'isPreferred');
  return {
    externalId: read('id'),
    name: { first: read('firstName'), last: read('lastName'), business: read('businessName') },
    email: email && saidAt(email, 'address'),
    phones: phones.filter(isSaid),
    postalCode: read('address.zip'),
    country: read('address.country'),
  };
}

/** A wish, not a car: its price and mileage are ranges and say nothing of one vehicle. */
function soughtVehicle(sought: Row): SaidVehicle {
  const [from, to] = [saidAt(sought, 'yearFrom'), saidAt(sought, 'yearTo')];
  const isNew = sought['isNew'];
  return {
    ...vehicleOf(sought),
    stockNumber: saidAt(sought, 'stockNumber'),
    year: to === undefined || from === to ? from : undefined,
    condition: typeof isNew === 'boolean' ? (isNew ? 'new' : 'used') : undefined,
  };
}

const tradedVehicle = (traded: Row): SaidVehicle => ({
  ...vehicleOf(traded),
  year: saidAt(traded, 'year'),
  odometer: { value: saidAt(traded, 'estimatedMileage'), unit: 'mi' },
});

const vehicleOf = (vehicle: Row): SaidVehicle => ({
  vin: saidAt(vehicle, 'vin'),
  make: saidAt(vehicle, 'make'),
  model: saidAt(vehicle, 'model'),
  trim: saidAt(vehicle, 'trim'),
});

function salesperson(team: unknown): Said {
  const first = foremost(team);
  const names = first ? [saidAt(first, 'firstName'), saidAt(first, 'lastName')].filter(isSaid) : [];
  return names.length > 0 ? names.join(' ') : undefined;
}

const rows = (list: unknown): Row[] => (Array.isArray(list) ? list.filter(isPlainObject) : []);

/** The one marked so, else the first. */
const foremost = (list: unknown, mark = 'isPrimary'): Row | undefined =>
  rows(list).find((row) => row[mark] === true) ?? rows(list)[0];

const customOf = (fields: Record<string, Said>): Record<string, Said> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
