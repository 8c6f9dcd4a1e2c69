import type {
  StandardActivity,
  StandardBatch,
  StandardCustomer,
  StandardLead,
  StandardVehicle,
} from '#leads';

export const CONNECTION_ID = '0194d000-0000-7000-8000-000000000001';

export const standardCustomer = (changes: Partial<StandardCustomer> = {}): StandardCustomer => ({
  connectionId: CONNECTION_ID,
  externalId: 'C1',
  sourceVersion: 1,
  name: 'Pat Doe',
  email: 'pat@example.com',
  emailKind: 'work',
  phone: '+12125550142',
  phoneKind: 'unknown',
  firstSeenAt: new Date('2026-03-01T10:00:00Z'),
  ...changes,
});

export const standardVehicle = (changes: Partial<StandardVehicle> = {}): StandardVehicle => ({
  connectionId: CONNECTION_ID,
  externalId: 'V1',
  sourceVersion: 1,
  make: 'Honda',
  model: 'Civic',
  year: 2019,
  listedAt: new Date('2026-02-01T10:00:00Z'),
  prices: [{ amount: 15_900, at: new Date('2026-02-01T10:00:00Z') }],
  ...changes,
});

export const standardLead = (changes: Partial<StandardLead> = {}): StandardLead => ({
  connectionId: CONNECTION_ID,
  externalId: 'L1',
  sourceVersion: 1,
  source: 'facebook-marketplace',
  arrivedAt: new Date('2026-03-01T10:00:00Z'),
  message: 'Is this still available?',
  customerExternalId: 'C1',
  vehicleExternalId: 'V1',
  custom: {},
  outcome: 'OPEN',
  ...changes,
});

export const standardActivity = (changes: Partial<StandardActivity> = {}): StandardActivity => ({
  connectionId: CONNECTION_ID,
  externalId: 'A1',
  sourceVersion: 1,
  leadExternalId: 'L1',
  kind: 'call',
  direction: 'outbound',
  author: 'human',
  occurredAt: new Date('2026-03-01T11:00:00Z'),
  ...changes,
});

export const batchOf = (parts: Partial<StandardBatch>): StandardBatch => ({
  customers: [],
  vehicles: [],
  leads: [],
  activities: [],
  ...parts,
});
