import type { ExcludedReason, Outcome } from './outcome.js';

/**
 * Cleaned records as the store takes them. `connectionId` + `externalId` identify a record within a
 * dealership; a record with an older `sourceVersion` than the stored one changes nothing.
 */
interface FromConnection {
  connectionId: string;
  externalId: string;
  /** Grows with every change at the source (usually its update time in epoch ms); 0 when unknown. */
  sourceVersion: number;
}

export interface StandardCustomer extends FromConnection {
  name?: string;
  /** Lower-cased. */
  email?: string;
  emailKind?: 'personal' | 'work' | 'relay' | 'disposable';
  /** E.164. */
  phone?: string;
  phoneKind?: 'mobile' | 'landline' | 'unknown';
  preferredContact?: 'phone' | 'email';
  postalCode?: string;
  distanceKm?: number;
  firstSeenAt: Date;
}

export interface StandardVehicle extends FromConnection {
  vin?: string;
  stockNumber?: string;
  year?: number;
  make?: string;
  model?: string;
  trim?: string;
  body?: string;
  condition?: 'new' | 'used' | 'certified';
  odometerKm?: number;
  currency?: string;
  listedAt?: Date;
  soldAt?: Date;
  /** Every asking price known, with the instant it took effect. */
  prices: { amount: number; at: Date }[];
}

/** The vehicle as the lead itself told of it, whether or not it is in stock. */
export interface VehicleInterest {
  vin?: string;
  stockNumber?: string;
  year?: number;
  make?: string;
  model?: string;
  trim?: string;
  price?: number;
}

export type CustomValue = string | number | boolean;

export interface StandardLead extends FromConnection {
  source?: string;
  channel?: string;
  arrivedAt: Date;
  message?: string;
  customerExternalId?: string;
  vehicleExternalId?: string;
  vehicleInterest?: VehicleInterest;
  tradeIn?: VehicleInterest;
  assignedTo?: string;
  custom: Record<string, CustomValue>;
  /** Absent: the source says nothing about the outcome, and the stored one stays. */
  outcome?: Outcome;
  outcomeAt?: Date;
  outcomeReason?: string;
  excludedReason?: ExcludedReason;
  /** The CRM's own word, for the status history. */
  crmStatus?: string;
}

export const ACTIVITY_KINDS = [
  'message',
  'call',
  'text',
  'email',
  'appointment',
  'visit',
  'test_drive',
  'quote',
  'note',
  'other',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export interface StandardActivity extends FromConnection {
  leadExternalId: string;
  kind: ActivityKind;
  direction: 'inbound' | 'outbound' | 'internal';
  author: 'human' | 'automatic';
  occurredAt: Date;
}

/** One batch, stored in one transaction. References are by external id within the same connection. */
export interface StandardBatch {
  customers: StandardCustomer[];
  vehicles: StandardVehicle[];
  leads: StandardLead[];
  activities: StandardActivity[];
}

/** What storing a batch did; `unchanged` counts records already stored in the same or a newer version. */
export interface StoredCounts {
  inserted: number;
  updated: number;
  unchanged: number;
  /** Leads whose outcome left OPEN for WON, LOST or STALE in this batch. */
  outcomesLearned: number;
}

/** Inserted, updated, unchanged and orphans add up to the records of the batch. */
export interface StoredBatch extends StoredCounts {
  /** Records inserted or updated, by kind. */
  changed: { customer: number; vehicle: number; lead: number; activity: number };
  /** Leads that became EXCLUDED in this batch, duplicates among them. */
  excluded: number;
  /** Activities whose lead is not stored: the caller keeps them until it is. */
  orphans: StandardActivity[];
}
