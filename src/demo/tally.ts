import type { INestApplicationContext } from '@nestjs/common';
import { type Dealership, Tenancy } from '#access';
import { CONNECTION_KEY } from './demo-settings.js';

export interface Tally {
  leads: number;
  excluded: number;
  open: number;
  /** Open leads with a score of the champion. */
  scored: number;
  /** Those of them that came from the CRM: leads posted to us have no place to write a score to. */
  writable: number;
  /** Open leads whose score stands in the CRM. */
  delivered: number;
  pendingDeliveries: number;
  deadDeliveries: number;
  /** Records of any kind that wait in quarantine … */
  quarantined: number;
  /** … and how many of them are leads. */
  leadsQuarantined: number;
}

const NOTHING: Tally = {
  leads: 0,
  excluded: 0,
  open: 0,
  scored: 0,
  writable: 0,
  delivered: 0,
  pendingDeliveries: 0,
  deadDeliveries: 0,
  quarantined: 0,
  leadsQuarantined: 0,
};

const COUNTS = `
  WITH lead_counts AS (
    SELECT count(*)::int AS leads,
           (count(*) FILTER (WHERE outcome = 'EXCLUDED'))::int AS excluded,
           (count(*) FILTER (WHERE outcome = 'OPEN'))::int AS open
    FROM lead
  ), scores AS (
    SELECT count(*)::int AS scored,
           (count(*) FILTER (WHERE connection.key = $2))::int AS writable
    FROM current_score JOIN lead ON lead.dealership_id = current_score.dealership_id
                                AND lead.id = current_score.lead_id
    JOIN crm_connection connection ON connection.dealership_id = lead.dealership_id
                                  AND connection.id = lead.connection_id
    JOIN prediction ON prediction.dealership_id = current_score.dealership_id
                   AND prediction.id = current_score.prediction_id
    WHERE lead.outcome = 'OPEN' AND prediction.model_version_id = $1
  ), deliveries AS (
    SELECT (count(DISTINCT lead_id) FILTER (WHERE state = 'delivered' AND lead_id IN (
             SELECT id FROM lead WHERE outcome = 'OPEN')))::int AS delivered,
           -- Under way or due; a lead written within the hour holds its next score back until then.
           (count(*) FILTER (WHERE state = 'pending'
             AND (attempts > 0 OR next_attempt_at <= now())))::int AS "pendingDeliveries",
           (count(*) FILTER (WHERE state = 'dead'))::int AS "deadDeliveries"
    FROM writeback_delivery
  ), held AS (
    SELECT count(*)::int AS quarantined,
           (count(*) FILTER (WHERE record_kind = 'lead'))::int AS "leadsQuarantined"
    FROM quarantine WHERE resolved_at IS NULL
  )
  SELECT * FROM lead_counts, scores, deliveries, held`;

/** What stands in the store, over all dealerships. @param championId - null: no score counts yet. */
export async function tally(
  app: INestApplicationContext,
  dealerships: Dealership[],
  championId: string | null,
): Promise<Tally> {
  const tenancy = app.get(Tenancy);
  const counts = await Promise.all(
    dealerships.map((dealership) =>
      tenancy.asDealership(dealership.id, async (manager) => {
        const [row] = await manager.query<[Tally]>(COUNTS, [championId, CONNECTION_KEY]);
        return row;
      }),
    ),
  );
  return counts.reduce(add, NOTHING);
}

function add(left: Tally, right: Tally): Tally {
  const keys = Object.keys(NOTHING) as (keyof Tally)[];
  return Object.fromEntries(keys.map((key) => [key, left[key] + right[key]])) as unknown as Tally;
}
