import type { CrmRecord, Said, SaidCustomer, SaidLead, SaidVehicle } from '../crm-record.js';
import { isSaid, saidAt } from '../said-at.js';
import type { VinSolutionsSettings } from './vinsolutions-settings.js';
import { ANY_ACTIVE } from './vinsolutions-statuses.js';

type Row = Record<string, unknown>;

/** A lead with what its references led to. */
export interface WholeLead {
  lead: Row;
  contact?: Row | undefined;
  vehicle?: Row | undefined;
}

/** `isHot` is left out: we write it ourselves, and must not learn from our own words. */
export function leadRecord(whole: WholeLead, settings: VinSolutionsSettings): CrmRecord {
  const { lead, contact, vehicle } = whole;
  const read = (path: string): Said => saidAt(lead, path);
  const said: SaidLead = {
    externalId: read('leadId'),
    arrivedAt: read('createdUtc'),
    source: read('leadSource.leadSourceName'),
    leadType: read('leadType'),
    ...statusOf(lead, settings),
    ...(contact && { customer: customerOf(contact) }),
    ...(vehicle && { vehicle: vehicleOf(vehicle) }),
  };
  return { kind: 'lead', payload: whole, said };
}

/** A status that is new to us is held, unless its type says that nothing is decided yet. */
function statusOf(
  lead: Row,
  { statuses }: VinSolutionsSettings,
): Pick<SaidLead, 'status' | 'statusReason'> {
  const status = saidAt(lead, 'leadStatus');
  const isKnown = typeof status === 'string' && Object.hasOwn(statuses, status);
  const isActive = saidAt(lead, 'leadStatusType') === ANY_ACTIVE;
  return !isKnown && isActive ? { status: ANY_ACTIVE, statusReason: status } : { status };
}

function customerOf(contact: Row): SaidCustomer {
  const read = (name: string): Said =>
    saidAt(contact, `ContactInformation.${name}`) ?? saidAt(contact, name);
  return {
    externalId: saidAt(contact, 'ContactId'),
    name: { first: read('FirstName'), last: read('LastName'), business: read('CompanyName') },
    email: read('Emails[0].EmailAddress'),
    phones: ['Phones[0].Number', 'Phones[1].Number', 'Phones[2].Number'].map(read).filter(isSaid),
    postalCode: read('Addresses[0].PostalCode'),
  };
}

const vehicleOf = (vehicle: Row): SaidVehicle => ({
  vin: saidAt(vehicle, 'vin'),
  stockNumber: saidAt(vehicle, 'stockNumber'),
  // VinSolutions writes 0 for a year it does not know.
  year: vehicle['year'] === 0 ? undefined : saidAt(vehicle, 'year'),
  make: saidAt(vehicle, 'make'),
  model: saidAt(vehicle, 'model'),
  trim: saidAt(vehicle, 'trim'),
  condition: saidAt(vehicle, 'inventoryType'),
  price: { amount: saidAt(vehicle, 'sellingPrice') ?? saidAt(vehicle, 'msrp') },
});
