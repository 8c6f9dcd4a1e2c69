import type { LeadHistory } from '#leads';

import { FieldReader } from './field-reader.js';
import { InvalidLeadError } from './prediction.errors.js';

const KINDS = [
  'message', 'call', 'text', 'email', 'appointment', 'visit', 'test_drive', 'quote', 'note', 'other',
] as const satisfies readonly LeadHistory['activities'][number]['kind'][]; // oxfmt-ignore
const MOST_ACTIVITIES = 500;
const MOST_ATTRIBUTES = 200;
const LONGEST_WORD = 200;
const LONGEST_MESSAGE = 20_000;

/** A lead that is only described, not stored: enough to score it. */
export interface UnsavedLead {
  history: LeadHistory;
  /** As of when to score it. */
  cutoff: Date;
}

/**
 * Reads the body of `POST /v1/predictions`; {@link UnsavedLeadDto} describes it.
 *
 * @param now - The cutoff where none is given, and the latest one that may be given.
 * @throws InvalidLeadError naming every field at fault.
 */
export function readUnsavedLead(body: unknown, dealershipId: string, now: Date): UnsavedLead {
  const fields = FieldReader.of(body);
  const arrivedAt = fields.instant('arrivedAt') ?? now;
  const cutoff = fields.instant('cutoff') ?? now;
  const history: LeadHistory = {
    lead: {
      id: 'unsaved',
      dealershipId,
      arrivedAt,
      source: fields.text('source', LONGEST_WORD),
      channel: fields.text('channel', LONGEST_WORD),
      message: fields.text('message', LONGEST_MESSAGE),
      vehicleInterest: null,
      tradeIn: fields.object('tradeIn', readTradeIn),
      custom: fields.attributes('custom', MOST_ATTRIBUTES),
    },
    customer: fields.object('customer', readCustomer),
    vehicle: fields.object('vehicle', (vehicle) => readVehicle(vehicle, arrivedAt)),
    activities: fields
      .list('activities', MOST_ACTIVITIES, readActivity)
      .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
    otherLeads: [],
  };
  fields.refuseOthers();
  if (cutoff > now) fields.faults.push({ field: 'cutoff', problem: 'must not lie in the future' });
  if (arrivedAt > cutoff) {
    fields.faults.push({ field: 'arrivedAt', problem: 'must not be later than the cutoff' });
  }
  if (fields.faults.length) throw new InvalidLeadError(fields.faults);
  return { history, cutoff };
}

function readCustomer(fields: FieldReader): NonNullable<LeadHistory['customer']> {
  return {
    emailKind: fields.choice('emailKind', ['personal', 'work', 'relay', 'disposable']),
    phoneKind: fields.choice('phoneKind', ['mobile', 'landline', 'unknown']),
    preferredContact: fields.choice('preferredContact', ['phone', 'email']),
    distanceKm: fields.number('distanceKm', 0, 25_000),
  };
}

function readVehicle(fields: FieldReader, arrivedAt: Date): NonNullable<LeadHistory['vehicle']> {
  const price = fields.number('price', 0, 100_000_000);
  const listedAt = fields.instant('listedAt');
  // Asked for on arrival, so this price stood then.
  const since = listedAt && listedAt < arrivedAt ? listedAt : arrivedAt;
  return {
    id: 'unsaved',
    ...readModel(fields),
    body: fields.text('body', LONGEST_WORD),
    condition: fields.choice('condition', ['new', 'used', 'certified']),
    odometerKm: fields.number('odometerKm', 0, 10_000_000),
    listedAt,
    soldAt: fields.instant('soldAt'),
    prices: price === null ? [] : [{ amount: price, at: since }],
  };
}

function readModel(fields: FieldReader): {
  year: number | null;
  make: string | null;
  model: string | null;
  trim: string | null;
} {
  return {
    year: fields.number('year', 1900, 2100),
    make: fields.text('make', LONGEST_WORD),
    model: fields.text('model', LONGEST_WORD),
    trim: fields.text('trim', LONGEST_WORD),
  };
}

function readTradeIn(fields: FieldReader): NonNullable<LeadHistory['lead']['tradeIn']> {
  const given = Object.entries(readModel(fields)).filter(([, value]) => value !== null);
  return Object.fromEntries(given);
}

function readActivity(fields: FieldReader): LeadHistory['activities'][number] {
  return {
    kind: fields.choice('kind', KINDS) ?? 'other',
    direction: fields.required(
      'direction',
      fields.choice('direction', ['inbound', 'outbound', 'internal']),
      'internal',
    ),
    author: fields.choice('author', ['human', 'automatic']) ?? 'human',
    occurredAt: fields.required('occurredAt', fields.instant('occurredAt'), new Date(0)),
  };
}
