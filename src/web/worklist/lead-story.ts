import type { Band } from '#prediction';
import type { EntityManager } from 'typeorm';
import { percentOf } from './shown-lead.js';
import type { ScorePointDto, TimelineEntryDto } from './lead-panel.dto.js';

const MOST_SCORES = 200;
const MOST_ENTRIES = 200;

/** Every score of one lead, oldest first; the newest 200 where there are more. */
export async function scoreHistory(
  manager: EntityManager,
  leadId: string,
): Promise<ScorePointDto[]> {
  const scores = await manager.query<
    { at: Date; score: number; band: Band; modelNumber: number }[]
  >(
    `SELECT made_at AS at, score, band, version.number AS "modelNumber"
     FROM prediction JOIN model_version AS version ON version.id = prediction.model_version_id
     WHERE lead_id = $1 ORDER BY made_at DESC LIMIT ${MOST_SCORES}`,
    [leadId],
  );
  return scores
    .map(({ score, ...point }) => ({ ...point, percent: percentOf(score) }))
    .toReversed();
}

/** What happened to a lead and to the price of its vehicle since it arrived, newest first, in one statement. */
export async function timeline(
  manager: EntityManager,
  leadId: string,
  now: Date,
  open: (sealed: Buffer | null) => string | null,
): Promise<TimelineEntryDto[]> {
  const entries = await manager.query<
    (Omit<TimelineEntryDto, 'note'> & { noteSealed: Buffer | null })[]
  >(
    `WITH shown AS (SELECT id, arrived_at, vehicle_id FROM lead WHERE id = $1)
     SELECT * FROM (
       SELECT arrived_at AS at, 'arrived' AS kind, NULL AS what, NULL AS direction, true AS human,
         NULL::float8 AS price, NULL::float8 AS "previousPrice", NULL AS reason,
         NULL::bytea AS "noteSealed"
       FROM shown
       UNION ALL
       SELECT occurred_at, 'activity', activity.kind, direction, author = 'human', NULL, NULL, NULL, note_sealed
       FROM activity WHERE lead_id = $1
       UNION ALL
       SELECT occurred_at, 'outcome', outcome, NULL, actor LIKE 'staff:%', NULL, NULL, told.reason, NULL
       FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth
             FROM lead_status WHERE lead_id = $1) AS told
       -- Every lead starts open; only a later OPEN is news.
       WHERE nth > 1 OR outcome <> 'OPEN'
       UNION ALL
       SELECT effective_at, 'price', NULL, NULL, true, amount::float8, previous::float8, NULL, NULL
       FROM (SELECT vehicle_id, effective_at, amount,
               lag(amount) OVER (ORDER BY effective_at) AS previous
             FROM vehicle_price WHERE vehicle_id = (SELECT vehicle_id FROM shown)) AS asked, shown
       WHERE effective_at > shown.arrived_at AND previous IS NOT NULL AND previous <> amount
     ) AS entry
     WHERE at <= $2
     ORDER BY at DESC, kind LIMIT ${MOST_ENTRIES}`,
    [leadId, now],
  );
  return entries.map(({ noteSealed, ...entry }) => ({ ...entry, note: open(noteSealed) }));
}
