import { createHash } from 'node:crypto';
import type { AdfExternalId, AdfProspect } from './adf-prospect.js';

/** Sources that name no system, only that an id follows. */
const GENERIC_SOURCE = /^(?:id|lead ?id|lead|prospect|crm|source|uuid|guid)$/i;

/** Between source and value of an external id. */
const BETWEEN = ':';

/**
 * Identifies the lead of a prospect: the id of its provider's own system before those of systems it
 * passed through, with the source before it because two systems may count alike. A prospect without
 * ids is identified by its content, so that the same document sent twice is one lead.
 */
export function leadExternalId(prospect: AdfProspect): string {
  const id = mostSpecificId(prospect);
  if (!id) return `content${BETWEEN}${contentHash(prospect)}`;
  const { provider, vendor } = prospect;
  // An id without a source is unique only within its sender.
  const source = id.source ?? provider.name ?? vendor.name ?? 'adf';
  return `${source}${BETWEEN}${id.value}`;
}

/** The lead's id in the CRM that names itself `idSource` in the document. */
export function crmLeadId(
  { externalIds }: AdfProspect,
  idSource: string | undefined,
): string | undefined {
  const wanted = idSource?.toLowerCase();
  return wanted && externalIds.find(({ source }) => source?.toLowerCase() === wanted)?.value;
}

/** The id to write for a lead, as the receiving system knows it. */
export function externalIdOf(lead: string): AdfExternalId {
  const at = lead.indexOf(BETWEEN);
  if (at <= 0) return { value: lead };
  return { source: lead.slice(0, at), value: lead.slice(at + 1) };
}

function mostSpecificId({ externalIds, provider }: AdfProspect): AdfExternalId | undefined {
  const own = provider.name?.toLowerCase();
  return (
    externalIds.find(({ source }) => source && source.toLowerCase() === own) ??
    externalIds.find(({ source }) => source && !GENERIC_SOURCE.test(source)) ??
    externalIds[0]
  );
}

/**
 * Who asked whom, when and for what. The words of the comments count only where no date is given:
 * routers add their own lines to them when they send a lead again.
 */
function contentHash(prospect: AdfProspect): string {
  const { customer, vehicles, vendor, provider, requestedAt, requestedAtLocal, comments } =
    prospect;
  const { first, last, full, business, email, phonesE164 } = customer;
  const asked = requestedAt ?? requestedAtLocal;
  const content = JSON.stringify([
    [first, last, full, business, email?.toLowerCase(), phonesE164],
    vehicles.map(({ interest, vin, stock, year, make, model }) => [
      interest,
      vin,
      stock,
      year,
      make,
      model,
    ]),
    [vendor.name, vendor.id, provider.name],
    asked ?? comments,
  ]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
