import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import type { StandardBatch, StoredBatch } from '../standard-record.js';
import type { CustomerMatching } from '../customers/customer-matching.js';
import { excludeDuplicates } from '../duplicates.js';
import { ACTIVITY_PLAN, activityRow, findOrphans, noteTouches } from './activity-rows.js';
import { CUSTOMER_PLAN, customerRow } from './customer-rows.js';
import { leadRow, mergeLeads } from './lead-rows.js';
import { linkCustomers, linkVehicles } from './linking.js';
import { lastOfEach, type Merged, mergeRows } from './merging.js';
import { mergePrices, VEHICLE_PLAN, vehicleRow } from './vehicle-rows.js';

export interface MergeTools {
  vault: Vault;
  matching: CustomerMatching;
  now: Date;
}

/** What a merge did, and which leads may deserve a new score for it. */
export interface BatchMerged extends StoredBatch {
  changedLeadIds: string[];
  changedVehicleIds: string[];
}

/** Merges a batch in travel order: a lead refers to customers and vehicles, an activity to a lead. */
export async function mergeBatch(
  manager: EntityManager,
  dealershipId: string,
  batch: StandardBatch,
  { vault, matching, now }: MergeTools,
): Promise<BatchMerged> {
  const customers = await mergeRows(
    manager,
    dealershipId,
    CUSTOMER_PLAN,
    lastOfEach(batch.customers).map((one) => customerRow(one, dealershipId, vault, now)),
  );
  const vehicles = await mergeRows(
    manager,
    dealershipId,
    VEHICLE_PLAN,
    lastOfEach(batch.vehicles).map((one) => vehicleRow(one, dealershipId, vault, now)),
  );
  const repriced = await mergePrices(manager, dealershipId, batch.vehicles);
  const linked = await linkCustomers(manager, dealershipId, customers.insertedIds);

  const leads = await mergeLeads(
    manager,
    dealershipId,
    lastOfEach(batch.leads).map((one) => leadRow(one, dealershipId, vault, now)),
  );
  const storedLeadIds = [...leads.insertedIds, ...leads.updatedIds];
  linked.push(...(await linkVehicles(manager, dealershipId, storedLeadIds, vehicles.insertedIds)));

  const orphans = await findOrphans(manager, dealershipId, batch.activities);
  const activities = await mergeRows(
    manager,
    dealershipId,
    ACTIVITY_PLAN,
    lastOfEach(batch.activities).map((one) => activityRow(one, dealershipId, vault, now)),
  );
  const touched = await noteTouches(manager, dealershipId, [
    ...activities.insertedIds,
    ...activities.updatedIds,
  ]);

  await matching.match(manager, dealershipId, [...customers.insertedIds, ...customers.updatedIds]);
  const repeats = await excludeDuplicates(manager, dealershipId, [...storedLeadIds, ...linked]);

  return {
    ...countsOf(batch, [customers, vehicles, leads, activities], orphans.length),
    outcomesLearned: leads.learned + repeats.learned,
    excluded: leads.excluded + repeats.excluded,
    changed: {
      customer: changedIn(customers),
      vehicle: changedIn(vehicles),
      lead: changedIn(leads),
      activity: changedIn(activities),
    },
    orphans,
    changedLeadIds: [...new Set([...storedLeadIds, ...linked, ...touched])],
    changedVehicleIds: [...new Set([...vehicles.updatedIds, ...repriced])],
  };
}

/** What was neither stored nor given back was known already. */
function countsOf(
  batch: StandardBatch,
  merged: Merged[],
  orphans: number,
): Pick<StoredBatch, 'inserted' | 'updated' | 'unchanged'> {
  const inserted = merged.reduce((sum, one) => sum + one.insertedIds.length, 0);
  const updated = merged.reduce((sum, one) => sum + one.updatedIds.length, 0);
  const records =
    batch.customers.length + batch.vehicles.length + batch.leads.length + batch.activities.length;
  return { inserted, updated, unchanged: records - inserted - updated - orphans };
}

const changedIn = ({ insertedIds, updatedIds }: Merged): number =>
  insertedIds.length + updatedIds.length;
