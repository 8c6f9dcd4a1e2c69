import type { EntityManager } from 'typeorm';
import { HUMAN_ANSWER } from '../worklist/worklist-rows.js';

export interface CountedUnder {
  hot: number;
  warm: number;
  cool: number;
  overPromise: number;
  silent: number;
}

/** Open leads of the rooftop, counted as given settings would have them. */
export async function countedUnder(
  manager: EntityManager,
  under: { bands: { hot: number; warm: number }; now: Date; inTimeSince: Date; silentSince: Date },
): Promise<CountedUnder> {
  const { bands, now, inTimeSince, silentSince } = under;
  const [counted] = await manager.query<[CountedUnder]>(
    `SELECT count(*) FILTER (WHERE score >= $1)::int AS hot,
       count(*) FILTER (WHERE score < $1 AND score >= $2)::int AS warm,
       count(*) FILTER (WHERE score < $2)::int AS cool,
       count(*) FILTER (WHERE arrived_at < $4 AND NOT EXISTS (
         SELECT FROM activity WHERE activity.lead_id = lead.id AND ${HUMAN_ANSWER}
           AND occurred_at <= $3))::int AS "overPromise",
       count(*) FILTER (WHERE greatest(arrived_at, last_activity_at) <= $5
         AND coalesce(source_outcome, 'OPEN') = 'OPEN')::int AS silent
     FROM lead LEFT JOIN current_score ON current_score.lead_id = lead.id
     WHERE lead.outcome = 'OPEN'`,
    [bands.hot, bands.warm, now, inTimeSince, silentSince],
  );
  return counted;
}
