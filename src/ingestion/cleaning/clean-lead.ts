import type { ExcludedReason, Outcome, StandardLead } from '#leads';
import type { SaidLead } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import { type CleaningNotes, Refused, refused } from './cleaned.js';
import { cleanCustom } from './clean-custom.js';
import { findExclusion } from './clean-exclusion.js';
import { cleanInstant, cleanSourceVersion } from './clean-instant.js';
import { type CleanOutcome, cleanOutcome } from './clean-outcome.js';
import { cleanExternalId, cleanText, cleanWord } from './clean-text.js';
import { cleanInterest } from './clean-vehicle.js';
import { present } from './present.js';

const LONGEST_MESSAGE = 20_000;

/** A lead as the store keeps it, or why it cannot be stored: no id, no arrival, an unknown status. */
export function cleanLead(
  said: SaidLead,
  context: CleaningContext,
  notes: CleaningNotes,
): StandardLead | Refused {
  const externalId = cleanExternalId(said.externalId, 'externalId');
  if (externalId instanceof Refused) return externalId;
  if (externalId === undefined)
    return refused('externalId', 'missing', "Send the lead's own identifier in the CRM.");
  const arrivedAt = cleanInstant(said.arrivedAt, 'arrivedAt', context);
  if (arrivedAt instanceof Refused) return arrivedAt;
  if (arrivedAt === undefined)
    return refused('arrivedAt', 'missing', 'Send when the lead arrived, as an ISO 8601 instant.');
  const outcome = cleanOutcome(said.status, context.statusMapping);
  if (outcome instanceof Refused) return outcome;
  return {
    connectionId: context.connectionId,
    externalId,
    sourceVersion: cleanSourceVersion(said.updatedAt, context),
    arrivedAt,
    custom: cleanCustom(said.custom, context.ownFields),
    ...present({
      source: cleanWord(said.source),
      channel: cleanWord(said.channel),
      message: cleanText(said.message, LONGEST_MESSAGE),
      customerExternalId: customerReference(said, externalId),
      vehicleExternalId: reference(said.vehicleExternalId) ?? reference(said.vehicle?.externalId),
      vehicleInterest: cleanInterest(said.vehicle, context, notes),
      tradeIn: cleanInterest(said.tradeIn, context, notes),
      assignedTo: cleanWord(said.assignedTo),
    }),
    ...outcomeFields(said, arrivedAt, outcome, context, notes),
  };
}

/** A person who came inside a lead is known by that lead until matching finds them elsewhere. */
export function customerReference(said: SaidLead, leadExternalId: string): string | undefined {
  return (
    reference(said.customerExternalId) ??
    reference(said.customer?.externalId) ??
    (said.customer === undefined ? undefined : `lead:${leadExternalId}`.slice(0, 200))
  );
}

function reference(said: SaidLead['externalId']): string | undefined {
  const id = cleanExternalId(said, 'reference');
  return id instanceof Refused ? undefined : id;
}

function outcomeFields(
  said: SaidLead,
  arrivedAt: Date,
  mapped: CleanOutcome | undefined,
  context: CleaningContext,
  notes: CleaningNotes,
): Partial<StandardLead> {
  const excludedReason =
    findExclusion(said.leadType, said.deleted, said.customer) ?? mapped?.excludedReason;
  const outcome: Outcome | undefined = excludedReason === undefined ? mapped?.outcome : 'EXCLUDED';
  return present({
    outcome,
    excludedReason: excludedReason satisfies ExcludedReason | undefined,
    crmStatus: mapped?.crmStatus,
    outcomeReason: cleanWord(said.statusReason),
    outcomeAt:
      outcome === undefined || outcome === 'OPEN'
        ? undefined
        : outcomeInstant(said, arrivedAt, context, notes),
  });
}

/** When it became so: said outright, else the update that told of it; never before the lead arrived. */
function outcomeInstant(
  said: SaidLead,
  arrivedAt: Date,
  context: CleaningContext,
  notes: CleaningNotes,
): Date {
  const at =
    notes.keep(cleanInstant(said.statusAt, 'statusAt', context)) ??
    notes.keep(cleanInstant(said.updatedAt, 'updatedAt', context)) ??
    arrivedAt;
  return at < arrivedAt ? arrivedAt : at;
}
