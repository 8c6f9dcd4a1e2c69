import { createHash } from 'node:crypto';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { faultsOf } from '#platform';
import type { CrmRecord, SaidCustomer, SaidLead, SaidVehicle } from '#crm';
import { type PostedCustomerDto, PostedLeadDto, type PostedVehicleDto } from './posted-lead.dto.js';

/** A posted lead as a record, known by its own id, else by the caller's key, else by its content. */
export function recordOf(posted: PostedLeadDto, idempotencyKey?: string): CrmRecord {
  const { id, customer, vehicle, tradeIn, ...plain } = posted;
  const said: SaidLead = {
    ...plain,
    externalId: id ?? standInId(posted, idempotencyKey),
    ...(customer && { customer: customerOf(customer) }),
    ...(vehicle && { vehicle: vehicleOf(vehicle) }),
    ...(tradeIn && { tradeIn: vehicleOf(tradeIn) }),
  };
  return { kind: 'lead', payload: posted, said };
}

/** One item of a batch: unlike a single lead, a bad one is kept with its reason and the rest goes on. */
export function recordOfItem(item: unknown): CrmRecord {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  if (!isObject) return unreadable(item, 'not a JSON object', 'Send one object for each lead.');
  const posted = plainToInstance(PostedLeadDto, item);
  const [fault] = faultsOf(validateSync(posted, { whitelist: true, forbidNonWhitelisted: true }));
  return fault
    ? unreadable(item, 'a field cannot be used', `${fault.problem}.`, fault.field)
    : recordOf(posted);
}

export const unreadable = (
  payload: unknown,
  reason: string,
  fix: string,
  field?: string,
): CrmRecord => ({
  kind: 'unreadable',
  payload,
  refusal: { reason, fix, ...(field !== undefined && { field }) },
});

const standInId = (posted: PostedLeadDto, key: string | undefined): string => {
  const content = key === undefined ? `content ${JSON.stringify(posted)}` : `key ${key}`;
  return `posted-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
};

function customerOf({
  id,
  firstName,
  lastName,
  name,
  phone,
  ...plain
}: PostedCustomerDto): SaidCustomer {
  return {
    ...plain,
    externalId: id,
    name: { first: firstName, last: lastName, full: name },
    phones: [phone],
  };
}

function vehicleOf({
  id,
  odometer,
  odometerUnit,
  price,
  currency,
  ...plain
}: PostedVehicleDto): SaidVehicle {
  return {
    ...plain,
    externalId: id,
    odometer: { value: odometer, unit: odometerUnit },
    price: { amount: price, currency },
  };
}
