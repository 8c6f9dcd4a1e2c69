import { LEAD_ROW } from './lead-view.js';
import type { Outcome } from './outcome.js';
import { readCursor } from './page.js';

export interface LeadQuery {
  outcome?: Outcome;
  source?: string;
  arrivedFrom?: Date;
  arrivedBefore?: Date;
  cursor?: string;
  /** 1..200, default 50. */
  limit?: number;
}

/** Newest arrival first. */
export const LEAD_LIST = `${LEAD_ROW}
  WHERE l.dealership_id = $1 AND ($2::text IS NULL OR l.outcome = $2) AND ($3::text IS NULL OR l.source = $3)
    AND l.arrived_at >= coalesce($4::timestamptz, '-infinity') AND l.arrived_at < coalesce($5::timestamptz, 'infinity')
    AND ($6::timestamptz IS NULL OR (l.arrived_at, l.id) < ($6, $7::uuid))
  ORDER BY l.arrived_at DESC, l.id DESC LIMIT $8`;

/** Parameters $2 to $7 of {@link LEAD_LIST}. @throws CursorError */
export function listParams({
  outcome = null,
  source = null,
  arrivedFrom = null,
  arrivedBefore = null,
  cursor,
}: Nullable<LeadQuery>): unknown[] {
  const end = typeof cursor === 'string' ? readCursor(cursor) : { at: null, id: null };
  return [outcome, source, arrivedFrom, arrivedBefore, end.at, end.id];
}

type Nullable<T> = { [K in keyof T]: T[K] | null };
