import { onServer } from '../stage.js';

const WATCHED = ['current_score', 'writeback_delivery'] as const;
type Watched = (typeof WATCHED)[number];

/**
 * Notes the first row of each lead as its transaction commits. The timestamps in the rows are taken
 * earlier, while it still runs, and would flatter.
 */
export class CommitWatch {
  private constructor(private readonly databaseUrl: string) {}

  static async start(databaseUrl: string): Promise<CommitWatch> {
    await onServer(databaseUrl, (client) =>
      client.query(`
        CREATE TABLE bench_commit (kind text, lead_id uuid, at timestamptz);
        CREATE FUNCTION bench_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          INSERT INTO bench_commit VALUES (TG_TABLE_NAME, NEW.lead_id, clock_timestamp());
          RETURN NULL;
        END $$;
        ${WATCHED.map(
          (table) => `CREATE CONSTRAINT TRIGGER bench_watch AFTER INSERT ON ${table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bench_note();`,
        ).join('\n')}`),
    );
    return new CommitWatch(databaseUrl);
  }

  /** Epoch ms of each lead's first row. */
  async times(kind: Watched): Promise<Map<string, number>> {
    return onServer(this.databaseUrl, async (client) => {
      const { rows } = await client.query<{ id: string; at: number }>(
        `SELECT lead_id AS id, (extract(epoch FROM min(at)) * 1000)::float8 AS at
         FROM bench_commit WHERE kind = $1 GROUP BY lead_id`,
        [kind],
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    });
  }
}
