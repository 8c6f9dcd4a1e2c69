import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Read here over all tenants, which forced row-level security keeps even from their owner. */
const READ = ['activity', 'prediction', 'current_score'];

const TOUCHES = `
  min(occurred_at) FILTER (WHERE direction = 'outbound' AND author = 'human'),
  max(occurred_at) FILTER (WHERE direction = 'outbound' AND author = 'human'),
  max(occurred_at) FILTER (WHERE direction = 'inbound'),
  max(occurred_at)`;

/** Notes touches of the activities in `source`; what is noted already is widened. */
const note = (source: string): string => `
  INSERT INTO lead_touch AS known
  SELECT dealership_id, lead_id, ${TOUCHES} FROM ${source}
  GROUP BY dealership_id, lead_id ORDER BY dealership_id, lead_id
  ON CONFLICT (dealership_id, lead_id) DO UPDATE SET
    answered_at = least(known.answered_at, excluded.answered_at),
    ours_at = greatest(known.ours_at, excluded.ours_at),
    customer_at = greatest(known.customer_at, excluded.customer_at),
    latest_at = greatest(known.latest_at, excluded.latest_at);`;

/**
 * Notes the touches of leads anew: one that changed or went may have been the first or the last. The rows
 * are locked by a statement of their own, so that the next sees what was committed while it waited.
 */
const renote = (leads: string): string => `
  PERFORM FROM lead_touch WHERE (dealership_id, lead_id) IN (${leads})
  ORDER BY dealership_id, lead_id FOR UPDATE;
  DELETE FROM lead_touch WHERE (dealership_id, lead_id) IN (${leads});
  ${note(`activity WHERE (dealership_id, lead_id) IN (${leads})`)}`;

/** Of activities whose touch is another than before, leads before and leads now. */
const CHANGED = `
  SELECT dealership_id, unnest(ARRAY[before.lead_id, after.lead_id])
  FROM before JOIN after USING (dealership_id, id)
  WHERE (before.lead_id, before.direction, before.author, before.occurred_at)
    IS DISTINCT FROM (after.lead_id, after.direction, after.author, after.occurred_at)`;

const touching = (when: string, says: string): string => `
  CREATE FUNCTION touch_${when}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${says}
    RETURN NULL;
  END $$;`;

/** What Call next is ordered and counted by stands in narrow rows, kept true by PostgreSQL itself. */
export class KeepTurnsAtHand2026112622150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One for each lead that has an activity, and gone with its last: no foreign key needs to say so again.
      CREATE TABLE lead_touch (
        dealership_id uuid NOT NULL,
        lead_id       uuid NOT NULL,
        answered_at   timestamptz,
        ours_at       timestamptz,
        customer_at   timestamptz,
        latest_at     timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, lead_id)
      );
      COMMENT ON COLUMN lead_touch.answered_at IS 'First outbound activity by a person.';
      COMMENT ON COLUMN lead_touch.ours_at IS 'Last outbound activity by a person.';
      COMMENT ON COLUMN lead_touch.customer_at IS 'Last inbound activity.';
      COMMENT ON COLUMN lead_touch.latest_at IS
        'Of all activities: before this instant the row says too much, and the activities are asked.';
      ALTER TABLE current_score ADD COLUMN band text CHECK (band IN ('hot', 'warm', 'cool'));
    `);
    for (const table of READ)
      await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      ${note('activity')}
      UPDATE current_score SET band = prediction.band FROM prediction
      WHERE prediction.dealership_id = current_score.dealership_id
        AND prediction.id = current_score.prediction_id;
    `);
    for (const table of READ) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      ALTER TABLE current_score ALTER COLUMN band SET NOT NULL;
      CREATE INDEX lead_touch_latest ON lead_touch (dealership_id, latest_at);
      ALTER TABLE lead_touch ENABLE ROW LEVEL SECURITY;
      ALTER TABLE lead_touch FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_dealership ON lead_touch
        USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
      CREATE POLICY own_leads ON lead_touch AS RESTRICTIVE TO lead_likelihood_rep USING (
        EXISTS (SELECT FROM lead WHERE lead.dealership_id = lead_touch.dealership_id
                AND lead.id = lead_touch.lead_id));
      GRANT SELECT, INSERT, UPDATE, DELETE ON lead_touch TO lead_likelihood_tenant;
    `);
    await runner.query(`
      ${touching('added', note('added'))}
      ${touching('changed', renote(CHANGED))}
      ${touching('gone', renote('SELECT dealership_id, lead_id FROM gone'))}
      CREATE TRIGGER touch_added AFTER INSERT ON activity REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION touch_added();
      CREATE TRIGGER touch_changed AFTER UPDATE ON activity
        REFERENCING OLD TABLE AS before NEW TABLE AS after
        FOR EACH STATEMENT EXECUTE FUNCTION touch_changed();
      CREATE TRIGGER touch_gone AFTER DELETE ON activity REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION touch_gone();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER touch_added ON activity;
      DROP TRIGGER touch_changed ON activity;
      DROP TRIGGER touch_gone ON activity;
      DROP FUNCTION touch_added(), touch_changed(), touch_gone();
      DROP TABLE lead_touch;
      ALTER TABLE current_score DROP COLUMN band;
    `);
  }
}
