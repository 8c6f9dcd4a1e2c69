import type { EntityManager } from 'typeorm';
import type { Outcome } from './outcome.js';
import { mayBecome } from './outcome-machine.js';

/** A lead among the leads of one person. */
export interface FamilyLead {
  id: string;
  person: string;
  arrivedAt: Date;
  outcome: Outcome;
  outcomeAt: Date | null;
  sourceOutcome: Outcome | null;
  duplicateOf: string | null;
  vehicleId: string | null;
  vin: string | null;
  make: string | null;
  model: string | null;
}

export interface FoundDuplicates {
  duplicates: { id: string; of: string }[];
  /** Leads whose sale was recorded on a duplicate of theirs. */
  won: { id: string; at: Date }[];
}

const WINDOW_MS = 14 * 86_400_000;

/**
 * The same person asking again for the same vehicle, within two weeks of an earlier lead that was
 * still open, repeats that lead. Decided by what was known at arrival only, whatever came of it:
 * otherwise the repeats that were kept would all be the sold ones, and teach the model nonsense.
 *
 * @param leads - One person's leads beside each other, ascending by arrival.
 */
export function findDuplicates(leads: readonly FamilyLead[]): FoundDuplicates {
  const found: FoundDuplicates = { duplicates: [], won: [] };
  const originals = new Map<string, FamilyLead>();
  let earlier: FamilyLead[] = [];
  for (const lead of leads) {
    if (earlier[0]?.person !== lead.person) earlier = [];
    const original = originals.get(lead.duplicateOf ?? '') ?? repeated(lead, earlier);
    if (original === undefined) {
      if (lead.outcome === 'EXCLUDED') continue;
      earlier.push(lead);
      originals.set(lead.id, lead);
    } else {
      if (lead.duplicateOf === null) found.duplicates.push({ id: lead.id, of: original.id });
      passSaleOn(lead, original, found);
    }
  }
  return found;
}

function repeated(lead: FamilyLead, earlier: readonly FamilyLead[]): FamilyLead | undefined {
  if (lead.outcome === 'EXCLUDED') return undefined;
  return earlier.find(
    (other) =>
      lead.arrivedAt.getTime() - other.arrivedAt.getTime() <= WINDOW_MS &&
      (other.outcomeAt === null || other.outcomeAt > lead.arrivedAt) &&
      sameVehicle(other, lead),
  );
}

function sameVehicle(one: FamilyLead, other: FamilyLead): boolean {
  if (one.vehicleId !== null && other.vehicleId !== null) return one.vehicleId === other.vehicleId;
  if (one.vin !== null && other.vin !== null) return one.vin === other.vin;
  return one.model !== null && one.model === other.model && one.make === other.make;
}

function passSaleOn(duplicate: FamilyLead, original: FamilyLead, found: FoundDuplicates): void {
  const sold = duplicate.outcome === 'WON' || duplicate.sourceOutcome === 'WON';
  if (!sold || duplicate.outcomeAt === null || !mayBecome(original.outcome, 'WON')) return;
  found.won.push({ id: original.id, at: duplicate.outcomeAt });
  original.outcome = 'WON';
}

const FAMILY = `
  WITH person AS MATERIALIZED (
    SELECT DISTINCT coalesce(c.merged_into, c.id) AS id
    FROM lead l JOIN customer c ON c.dealership_id = $1 AND c.id = l.customer_id
    WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[])
  ), member AS MATERIALIZED (
    SELECT id, id AS person FROM person UNION ALL
    SELECT c.id, p.id FROM customer c JOIN person p ON c.merged_into = p.id WHERE c.dealership_id = $1
  ), family AS MATERIALIZED (
    SELECT m.person FROM member m JOIN lead l ON l.dealership_id = $1 AND l.customer_id = m.id
    GROUP BY m.person HAVING count(*) > 1
  )
  SELECT l.id, f.person, l.arrived_at AS "arrivedAt", l.outcome, l.outcome_at AS "outcomeAt",
         l.source_outcome AS "sourceOutcome", l.duplicate_of AS "duplicateOf", l.vehicle_id AS "vehicleId",
         coalesce(l.vehicle_interest ->> 'vin', v.vin) AS vin,
         coalesce(l.vehicle_interest ->> 'make', v.make) AS make, coalesce(l.vehicle_interest ->> 'model', v.model) AS model
  FROM family f JOIN member m USING (person) JOIN lead l ON l.dealership_id = $1 AND l.customer_id = m.id
    LEFT JOIN vehicle v ON v.dealership_id = $1 AND v.id = l.vehicle_id
  ORDER BY f.person, l.arrived_at, l.id`;

export interface DuplicatesExcluded {
  excluded: number;
  /** Leads that left OPEN for WON over a repeat. */
  learned: number;
  /** Leads that are not OPEN any more. */
  closedIds: string[];
}

/** Excludes repeats among the people behind these leads. */
export async function excludeDuplicates(
  manager: EntityManager,
  dealershipId: string,
  leadIds: readonly string[],
): Promise<DuplicatesExcluded> {
  if (leadIds.length === 0) return { excluded: 0, learned: 0, closedIds: [] };
  const family = await manager.query<FamilyLead[]>(FAMILY, [dealershipId, leadIds]);
  const open = new Set(family.filter((lead) => lead.outcome === 'OPEN').map((lead) => lead.id));
  const { duplicates, won } = findDuplicates(family);
  if (duplicates.length > 0) await markDuplicates(manager, dealershipId, duplicates);
  if (won.length > 0) await markWon(manager, dealershipId, won);
  return {
    excluded: duplicates.length,
    learned: won.filter((lead) => open.has(lead.id)).length,
    closedIds: [...duplicates, ...won].map((lead) => lead.id),
  };
}

async function markDuplicates(
  manager: EntityManager,
  dealershipId: string,
  duplicates: FoundDuplicates['duplicates'],
): Promise<void> {
  await manager.query(
    `WITH marked AS (
       UPDATE lead l SET outcome = 'EXCLUDED', excluded_reason = 'duplicate', outcome_reason = NULL, duplicate_of = d.original,
              outcome_at = CASE WHEN l.outcome = 'WON' THEN l.outcome_at ELSE l.arrived_at END, updated_at = now()
       FROM unnest($2::uuid[], $3::uuid[]) AS d (id, original)
       WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[]) AND l.id = d.id RETURNING l.id, l.arrived_at
     )
     INSERT INTO lead_status (dealership_id, lead_id, outcome, reason, occurred_at, actor)
     SELECT $1, id, 'EXCLUDED', 'duplicate', arrived_at, 'duplicates' FROM marked`,
    [dealershipId, duplicates.map((one) => one.id), duplicates.map((one) => one.of)],
  );
}

async function markWon(
  manager: EntityManager,
  dealershipId: string,
  won: FoundDuplicates['won'],
): Promise<void> {
  await manager.query(
    `WITH marked AS (
       UPDATE lead l SET outcome = 'WON', outcome_at = w.at, outcome_reason = NULL, updated_at = now()
       FROM unnest($2::uuid[], $3::timestamptz[]) AS w (id, at)
       WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[]) AND l.id = w.id RETURNING l.id, l.outcome_at
     )
     INSERT INTO lead_status (dealership_id, lead_id, outcome, reason, occurred_at, actor)
     SELECT $1, id, 'WON', 'sold on a duplicate', outcome_at, 'duplicates' FROM marked`,
    [dealershipId, won.map((one) => one.id), won.map((one) => one.at)],
  );
}
