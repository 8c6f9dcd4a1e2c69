import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import type { StandardBatch, StoredBatch } from '../standard-record.js';
import type { CustomerMatching } from '../customers/customer-matching.js';
import { excludeDuplicates } from '../duplicates.js';
import { ACTIVITY_PLAN, activityRow, findOrphans, noteTouches } from './activity-rows.js';
import { CUSTOMER_PLAN, customerRow } from './customer-rows.js';
import { leadRow, mergeLeads } from './lead-rows.js';
import { linkCustomers, linkVehicles } from './linking.js';
import { type Identified, lastOfEach, type Merged, type MergePlan, mergeRows } from './merging.js';
import type { Staged, StagedRow } from './staging.js';
import type { Turn } from './turns.js';
import { mergePrices, VEHICLE_PLAN, vehicleRow } from './vehicle-rows.js';

export interface MergeTools {
  vault: Vault;
  matching: CustomerMatching;
  now: Date;
  turn: Turn;
}

/** What a merge did, and which leads may deserve a new score for it. */
export interface BatchMerged extends StoredBatch {
  changedLeadIds: string[];
  /** Stored before: a new vehicle is on leads of the batch and on linked ones alone. */
  changedVehicleIds: string[];
  /** Leads changed and OPEN, where nothing but leads of the batch changed; else unknown. */
  openIds: string[] | undefined;
}

/** Merges a batch in travel order: a lead refers to customers and vehicles, an activity to a lead. */
export async function mergeBatch(
  manager: EntityManager,
  dealershipId: string,
  batch: StandardBatch,
  { vault, matching, now, turn }: MergeTools,
): Promise<BatchMerged> {
  const { reach, few } = turn;
  const rowsOf = <T extends Identified>(records: readonly T[], row: RowMaker<T>): Staged<T> => ({
    records: lastOfEach(records),
    row: (one) => row(one, dealershipId, vault, now),
    few,
  });

  const merge = <T extends Identified>(
    plan: MergePlan,
    records: readonly T[],
    row: RowMaker<T>,
  ): Promise<Merged> => mergeRows(manager, dealershipId, plan, rowsOf(records, row));

  const customers = await merge(CUSTOMER_PLAN, batch.customers, customerRow);
  const vehicles = await merge(VEHICLE_PLAN, batch.vehicles, vehicleRow);
  const repriced = await mergePrices(manager, dealershipId, batch.vehicles, few);
  const leads = await mergeLeads(manager, dealershipId, rowsOf(batch.leads, leadRow));
  const storedLeadIds = changedIn(leads);
  const linked =
    reach === 'itself' ? [] : await linkWaiting(manager, dealershipId, customers, vehicles);
  const orphans = await findOrphans(manager, dealershipId, batch.activities);
  const activities = await merge(ACTIVITY_PLAN, batch.activities, activityRow);
  const touched = await noteTouches(manager, dealershipId, changedIn(activities));
  if (reach === 'stored' || batch.customers.length > 1)
    await matching.match(manager, dealershipId, changedIn(customers));
  const repeats = await excludeDuplicates(
    manager,
    dealershipId,
    reach === 'stored' || batch.leads.length > 1 ? [...storedLeadIds, ...linked] : [],
  );
  const changedVehicleIds = distinct(vehicles.updatedIds, without(repriced, vehicles.insertedIds));
  const beyondLeads = linked.length + touched.length + changedVehicleIds.length > 0;

  return {
    ...countsOf(batch, { customers, vehicles, leads, activities }, orphans.length),
    outcomesLearned: leads.learned + repeats.learned,
    excluded: leads.excluded + repeats.excluded,
    orphans,
    changedLeadIds: distinct(storedLeadIds, linked, touched),
    changedVehicleIds,
    openIds: beyondLeads ? undefined : without(leads.openIds, repeats.closedIds),
  };
}

/** Leads that waited for a customer or vehicle of this batch. */
async function linkWaiting(
  manager: EntityManager,
  dealershipId: string,
  customers: Merged,
  vehicles: Merged,
): Promise<string[]> {
  return [
    ...(await linkCustomers(manager, dealershipId, customers.insertedIds)),
    ...(await linkVehicles(manager, dealershipId, vehicles.insertedIds)),
  ];
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others);
  return ids.filter((id) => !left.has(id));
}

const distinct = (...ids: string[][]): string[] => [...new Set(ids.flat())];

type RowMaker<T> = (record: T, dealershipId: string, vault: Vault, now: Date) => StagedRow;

const changedIn = ({ insertedIds, updatedIds }: Merged): string[] => [
  ...insertedIds,
  ...updatedIds,
];

/** What was neither stored nor given back was known already. */
function countsOf(
  batch: StandardBatch,
  merged: Record<'customers' | 'vehicles' | 'leads' | 'activities', Merged>,
  orphans: number,
): Pick<StoredBatch, 'inserted' | 'updated' | 'unchanged' | 'changed'> {
  const all = Object.values(merged);
  const inserted = all.reduce((sum, one) => sum + one.insertedIds.length, 0);
  const updated = all.reduce((sum, one) => sum + one.updatedIds.length, 0);
  const records =
    batch.customers.length + batch.vehicles.length + batch.leads.length + batch.activities.length;
  const changed = {
    customer: changedIn(merged.customers).length,
    vehicle: changedIn(merged.vehicles).length,
    lead: changedIn(merged.leads).length,
    activity: changedIn(merged.activities).length,
  };
  return { inserted, updated, unchanged: records - inserted - updated - orphans, changed };
}
