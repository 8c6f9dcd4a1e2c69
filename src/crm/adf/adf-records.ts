import type { CrmRecord, SaidCustomer, SaidVehicle } from '../crm-record.js';
import { crmLeadId, leadExternalId } from './adf-identity.js';
import type { AdfCustomer, AdfProspect, AdfReading, AdfVehicle } from './adf-prospect.js';
import { isOwn } from './own-mark.js';

/** The document as it came, kept for quarantine and replay. */
export interface AdfOrigin {
  contentType: string;
  body: Buffer;
  /**
   * Source whose id is the lead's own in the CRM of this connection, so that the document and the
   * lead pulled later are one.
   */
  idSource?: string;
}

const MAX_KEPT_BYTES = 256 * 1024;

/**
 * A reading as the records ingestion takes: each prospect a lead that carries its customer, vehicle of
 * interest and trade-in. A document that was refused, or the part of it that broke off, becomes one
 * unreadable record. A resent prospect has the same external id as before and so updates its lead; a score
 * of ours that came back is none.
 */
export function adfRecords(reading: AdfReading, origin?: AdfOrigin): CrmRecord[] {
  const unreadable = reading.accepted ? reading.incomplete : reading;
  const leads = reading.accepted
    ? reading.prospects
        .filter((prospect) => !isOwn(prospect))
        .map((prospect) => leadRecord(prospect, origin?.idSource))
    : [];
  if (!unreadable) return leads;
  const { reason, fix } = unreadable;
  return [...leads, { kind: 'unreadable', payload: keptWhole(origin), refusal: { reason, fix } }];
}

/** Bytes as base64, because a wrong encoding may be the very fault; the beginning of very large ones. */
function keptWhole(origin: AdfOrigin | undefined): unknown {
  if (!origin) return null;
  const { contentType, body } = origin;
  const kept = body.subarray(0, MAX_KEPT_BYTES).toString('base64');
  return { contentType, bytes: body.length, base64: kept };
}

function leadRecord(prospect: AdfProspect, idSource: string | undefined): CrmRecord {
  const { provider, vendor, vehicles } = prospect;
  const wanted = vehicles.find(({ interest }) => interest === 'buy') ?? vehicles.find(isWanted);
  const offered = vehicles.find((vehicle) => !isWanted(vehicle));
  return {
    kind: 'lead',
    payload: prospect,
    said: {
      externalId: crmLeadId(prospect, idSource) ?? leadExternalId(prospect),
      arrivedAt: prospect.requestedAt ?? prospect.requestedAtLocal,
      source: provider.name ?? provider.service ?? vendor.name,
      channel: 'adf',
      leadType: provider.service,
      message: prospect.comments,
      customer: saidCustomer(prospect.customer),
      ...(wanted && { vehicle: saidVehicle(wanted) }),
      ...(offered && { tradeIn: saidVehicle(offered) }),
    },
  };
}

/** What the buyer wants to have, buy, lease or drive, rather than to give away. */
const isWanted = ({ interest }: AdfVehicle): boolean =>
  interest !== 'trade-in' && interest !== 'sell';

function saidCustomer(customer: AdfCustomer): SaidCustomer {
  const { first, last, full, business, email, phonesE164, preferredContact, postalCode } = customer;
  return {
    name: { first, last, full, business },
    email,
    phones: phonesE164,
    preferredContact,
    postalCode,
  };
}

function saidVehicle(vehicle: AdfVehicle): SaidVehicle {
  const { vin, stock, year, make, model, trim, status, odometer, price } = vehicle;
  return {
    vin,
    stockNumber: stock,
    year,
    make,
    model,
    trim,
    condition: status,
    ...(odometer && { odometer: { value: odometer.value, unit: odometer.unit } }),
    ...(price && { price: { amount: price.amount, currency: price.currency } }),
  };
}
