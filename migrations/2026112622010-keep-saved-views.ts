import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views of the queue that somebody gave a name: theirs on every device. */
export class KeepSavedViews2026112622010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_view (
        id          uuid PRIMARY KEY,
        group_id    uuid NOT NULL REFERENCES dealer_group (id),
        staff_id    uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        -- People name views as they like, so perhaps after a customer.
        name_sealed bytea NOT NULL,
        view        jsonb NOT NULL,
        saved_at    timestamptz NOT NULL
      );
      CREATE INDEX saved_view_by_staff ON saved_view (staff_id, saved_at);
      ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
      ALTER TABLE saved_view FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_group ON saved_view
        USING (group_id = nullif(current_setting('app.dealer_group', true), '')::uuid);
      -- Sealing anew goes through a whole group; a member of staff sees their own alone.
      CREATE POLICY own_staff ON saved_view AS RESTRICTIVE
        USING (nullif(current_setting('app.staff', true), '') IS NULL
               OR staff_id = nullif(current_setting('app.staff', true), '')::uuid);
      GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_view');
  }
}
