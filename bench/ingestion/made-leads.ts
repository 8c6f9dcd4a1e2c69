import type { StandardBatch, StandardCustomer, StandardLead, StandardVehicle } from '#leads';

const CONNECTION_ID = '0194d000-0000-7000-8000-000000000001';
const START = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;
const CUSTOMERS_PER_LEAD = 0.8;
const LEADS_PER_VEHICLE = 12;

const MODELS = [
  ['Honda', 'Civic', 'sedan'],
  ['Toyota', 'RAV4', 'suv'],
  ['Ford', 'F-150', 'truck'],
  ['Hyundai', 'Kona', 'suv'],
] as const;
const MESSAGES = [
  'Is this still available?',
  'Hi, is the price negotiable? I could come by this weekend with my own financing.',
  'Would you take a trade-in? Mine has 80,000 miles on it, one owner, no accidents.',
];
const OUTCOMES = ['OPEN', 'LOST', 'LOST', 'STALE', 'WON', 'LOST', 'STALE', 'LOST'] as const;

/**
 * A dealership's history in cleaned records: as many leads as asked for, from fewer customers (every
 * fifth lead asks again for the same vehicle), about still fewer vehicles. Deterministic; invented
 * through and through.
 */
export function madeLeads(count: number): StandardBatch {
  const customers = Math.ceil(count * CUSTOMERS_PER_LEAD);
  const vehicles = Math.ceil(count / LEADS_PER_VEHICLE);
  return {
    customers: Array.from({ length: customers }, (_, at) => customer(at)),
    vehicles: Array.from({ length: vehicles }, (_, at) => vehicle(at)),
    leads: Array.from({ length: count }, (_, at) => lead(at)),
    activities: [],
  };
}

/** Cut as a file import cuts it: so many leads at a time, with the customers and vehicles they name first. */
export function batchesOf(all: StandardBatch, leadsEach: number): StandardBatch[] {
  const batches = Math.ceil(all.leads.length / leadsEach);
  const part = <T>(records: T[], batch: number): T[] => {
    const each = Math.ceil(records.length / batches);
    return records.slice(batch * each, (batch + 1) * each);
  };
  return Array.from({ length: batches }, (_, batch) => ({
    customers: part(all.customers, batch),
    vehicles: part(all.vehicles, batch),
    leads: part(all.leads, batch),
    activities: [],
  }));
}

function customer(at: number): StandardCustomer {
  const digits = String(at).padStart(7, '0');
  return {
    connectionId: CONNECTION_ID,
    externalId: `C${at}`,
    sourceVersion: START + at,
    name: `Person ${at} Example`,
    email: `person${at}@example.com`,
    emailKind: 'personal',
    phone: `+1555${digits}`,
    phoneKind: 'mobile',
    preferredContact: at % 2 ? 'phone' : 'email',
    postalCode: String(10_000 + (at % 80_000)),
    distanceKm: at % 90,
    firstSeenAt: new Date(START + at * MINUTE_MS),
  };
}

function vehicle(at: number): StandardVehicle {
  const [make, model, body] = MODELS[at % MODELS.length] ?? MODELS[0];
  const listedAt = new Date(START + at * 60 * MINUTE_MS);
  return {
    connectionId: CONNECTION_ID,
    externalId: `V${at}`,
    sourceVersion: START + at,
    stockNumber: `S${at}`,
    year: 2012 + (at % 12),
    make,
    model,
    body,
    condition: 'used',
    odometerKm: 10_000 + ((at * 7919) % 200_000),
    currency: 'USD',
    listedAt,
    prices: [{ amount: 8000 + ((at * 131) % 40_000), at: listedAt }],
  };
}

function lead(at: number): StandardLead {
  const [make, model] = MODELS[at % MODELS.length] ?? MODELS[0];
  const arrivedAt = new Date(START + at * 20 * MINUTE_MS);
  const outcome = OUTCOMES[at % OUTCOMES.length] ?? 'OPEN';
  return {
    connectionId: CONNECTION_ID,
    externalId: `L${at}`,
    sourceVersion: START + at,
    source: 'facebook-marketplace',
    channel: 'messenger',
    arrivedAt,
    message: MESSAGES[at % MESSAGES.length] ?? '',
    customerExternalId: `C${Math.floor(at * CUSTOMERS_PER_LEAD)}`,
    vehicleExternalId: `V${Math.floor(at / LEADS_PER_VEHICLE)}`,
    vehicleInterest: { make, model, year: 2012 + (at % 12), price: 8000 + ((at * 131) % 40_000) },
    custom: { listing_views: at % 300, campaign: `spring-${at % 5}`, financing: at % 3 === 0 },
    assignedTo: `rep-${at % 9}`,
    outcome,
    ...(outcome !== 'OPEN' && { outcomeAt: new Date(arrivedAt.getTime() + 86_400_000) }),
    crmStatus: outcome.toLowerCase(),
  };
}
