import type { StandardBatch } from '#leads';
import type { CrmRecord, SaidActivity, SaidCustomer, SaidLead, SaidVehicle } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import { type CleaningNotes, Refused, refused } from './cleaned.js';
import { cleanActivity } from './clean-activity.js';
import { cleanCustomer } from './clean-customer.js';
import { cleanInstant, cleanSourceVersion } from './clean-instant.js';
import { cleanLead } from './clean-lead.js';
import { cleanExternalId, cleanText } from './clean-text.js';
import { cleanVehicle } from './clean-vehicle.js';

/**
 * Cleans one record into `batch`. A record that cannot be stored at all comes back refused and
 * leaves the batch as it was; a single bad field only goes missing and is noted.
 */
export function cleanRecord(
  record: CrmRecord,
  context: CleaningContext,
  notes: CleaningNotes,
  batch: StandardBatch,
): Refused | undefined {
  switch (record.kind) {
    case 'unreadable':
      return new Refused(record.refusal);
    case 'customer':
      return addCustomer(record.said, context, notes, batch);
    case 'vehicle':
      return addVehicle(record.said, context, notes, batch);
    case 'activity':
      return addActivity(record.said, context, batch);
    case 'lead':
      return addLead(record.said, context, notes, batch);
    default:
      // A payload from quarantine may be of an older make.
      return refused('kind', 'unknown kind of record', 'Send it again.');
  }
}

export const emptyBatch = (): StandardBatch => ({
  customers: [],
  vehicles: [],
  leads: [],
  activities: [],
});

function addActivity(
  said: SaidActivity,
  context: CleaningContext,
  batch: StandardBatch,
): Refused | undefined {
  const activity = cleanActivity(said, context);
  if (activity instanceof Refused) return activity;
  batch.activities.push(activity);
  return undefined;
}

function addCustomer(
  said: SaidCustomer,
  context: CleaningContext,
  notes: CleaningNotes,
  batch: StandardBatch,
): Refused | undefined {
  const externalId = cleanExternalId(said.externalId, 'externalId');
  if (externalId instanceof Refused) return externalId;
  if (externalId === undefined)
    return refused('externalId', 'missing', "Send the customer's own identifier in the CRM.");
  const firstSeenAt = notes.keep(cleanInstant(said.updatedAt, 'updatedAt', context)) ?? context.now;
  batch.customers.push(cleanCustomer(said, { externalId, firstSeenAt }, context, notes));
  return undefined;
}

function addVehicle(
  said: SaidVehicle,
  context: CleaningContext,
  notes: CleaningNotes,
  batch: StandardBatch,
): Refused | undefined {
  const externalId = cleanExternalId(said.externalId, 'externalId');
  if (externalId instanceof Refused) return externalId;
  if (externalId === undefined)
    return refused('externalId', 'missing', "Send the vehicle's own identifier in the CRM.");
  batch.vehicles.push(cleanVehicle(said, { externalId }, context, notes));
  return undefined;
}

/** A lead, and the person and vehicle it carries where nobody sends them on their own. */
function addLead(
  said: SaidLead,
  context: CleaningContext,
  notes: CleaningNotes,
  batch: StandardBatch,
): Refused | undefined {
  const lead = cleanLead(said, context, notes);
  if (lead instanceof Refused) return lead;
  batch.leads.push(lead);
  const carried = {
    sourceVersion: cleanSourceVersion(said.updatedAt, context),
    firstSeenAt: lead.arrivedAt,
  };
  if (
    said.customer !== undefined &&
    lead.customerExternalId !== undefined &&
    !comesOnItsOwn('customer', said, context)
  ) {
    batch.customers.push(
      cleanCustomer(
        said.customer,
        { externalId: lead.customerExternalId, ...carried },
        context,
        notes,
      ),
    );
  }
  if (
    said.vehicle !== undefined &&
    lead.vehicleExternalId !== undefined &&
    !comesOnItsOwn('vehicle', said, context)
  ) {
    const identity = {
      externalId: lead.vehicleExternalId,
      sourceVersion: carried.sourceVersion,
      seenAt: lead.arrivedAt,
    };
    batch.vehicles.push(cleanVehicle(said.vehicle, identity, context, notes));
  }
  return undefined;
}

/** Whether the carried copy names a record that is pulled separately, and more fully. */
function comesOnItsOwn(
  kind: 'customer' | 'vehicle',
  said: SaidLead,
  context: CleaningContext,
): boolean {
  return (
    context.pulledKinds.has(kind) &&
    cleanText(said[`${kind}ExternalId`] ?? said[kind]?.externalId) !== undefined
  );
}
