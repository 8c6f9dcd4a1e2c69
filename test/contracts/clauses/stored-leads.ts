import type { CrmAdapter } from '#crm';
import type { SyncCounts } from '../../../src/ingestion/counts.js';
import { ingestionRoom } from '../../support/ingestion-room.js';

export interface LeadRow {
  external_id: string;
  outcome: string;
  [column: string]: unknown;
}

/** Syncs of one dialect into a database of their own. */
export interface StoredLeads {
  /** A fresh dealership: nothing stored, no cursor. */
  empty(): Promise<void>;
  sync(): Promise<SyncCounts>;
  /** All that is stored of each lead, but for when that was and which version told it. */
  rows(): Promise<LeadRow[]>;
  outcomeOf(externalId: string): Promise<string | undefined>;
  /** What quarantine says of those it holds. */
  held(): Promise<{ field: string | null; fix: string }[]>;
  drop(): Promise<void>;
}

export async function storedLeads(adapter: () => CrmAdapter): Promise<StoredLeads> {
  const room = await ingestionRoom(adapter);
  const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    room.inside((manager) => manager.query<T[]>(sql, parameters));
  return {
    empty: async () => {
      await room.fresh();
      room.clock.time = new Date();
    },
    sync: () => room.sync.run(room.dealershipId, room.connectionId),
    rows: async () => {
      const rows = await query<{ row: LeadRow }>(
        `SELECT to_jsonb(lead) - '{id,customer_id,vehicle_id,source_version,created_at,updated_at}'::text[] AS row
         FROM lead ORDER BY external_id`,
      );
      return rows.map(({ row }) => row);
    },
    outcomeOf: async (externalId) => {
      const [row] = await query<{ outcome: string }>(
        'SELECT outcome FROM lead WHERE external_id = $1',
        [externalId],
      );
      return row?.outcome;
    },
    held: () => query('SELECT field, fix FROM quarantine ORDER BY id'),
    drop: () => room.database.drop(),
  };
}
