import type { Jobs } from '#platform';
import type { EntityManager } from 'typeorm';
import {
  LEAD_CHANGED,
  LEADS_CHANGED,
  type LeadChanged,
  type LeadsChanged,
} from './lead-changed.js';
import type { BatchMerged } from './store/batch-merging.js';

/** Above this many changed leads nobody waits for one of them: all of the dealership's are told of at once. */
const TELL_AT_MOST = 500;

/** Where `openIds` is absent it is asked for which of these are open. */
export type Changed = Pick<BatchMerged, 'changedLeadIds' | 'changedVehicleIds'> &
  Partial<Pick<BatchMerged, 'openIds'>>;

/** Lets downstream know, in this transaction, of open leads whose story changed. */
export async function tellOfChanges(
  manager: EntityManager,
  jobs: Jobs,
  dealershipId: string,
  changed: Changed,
): Promise<void> {
  const { changedLeadIds, changedVehicleIds } = changed;
  if (changedLeadIds.length + changedVehicleIds.length === 0) return;
  const tellOfAll = (): Promise<void> =>
    jobs.send<LeadsChanged>(LEADS_CHANGED, { dealershipId }, { manager, key: dealershipId });
  if (changedLeadIds.length > TELL_AT_MOST) {
    await tellOfAll();
    return;
  }
  const open = changed.openIds ?? (await openAmong(manager, dealershipId, changed));
  if (open.length > TELL_AT_MOST) {
    await tellOfAll();
    return;
  }
  const items = open.map((id) => ({
    data: { dealershipId, leadId: id } satisfies LeadChanged,
    key: id,
  }));
  await jobs.sendMany<LeadChanged>(LEAD_CHANGED, items, { manager });
}

/** Up to one more than are told of one by one. */
async function openAmong(
  manager: EntityManager,
  dealershipId: string,
  { changedLeadIds, changedVehicleIds }: Changed,
): Promise<string[]> {
  const open = await manager.query<{ id: string }[]>(
    // OFFSET 0 keeps the planner from walking all open leads to find these few.
    `SELECT id FROM (
       SELECT id, outcome FROM lead WHERE dealership_id = $1 AND id = ANY($2::uuid[]) OFFSET 0) l WHERE outcome = 'OPEN'
     UNION
     SELECT id FROM (
       SELECT id, outcome FROM lead WHERE dealership_id = $1 AND vehicle_id = ANY($3::uuid[]) OFFSET 0) l WHERE outcome = 'OPEN'
     LIMIT $4`,
    [dealershipId, changedLeadIds, changedVehicleIds, TELL_AT_MOST + 1],
  );
  return open.map(({ id }) => id);
}
