import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = ['queued', 'running', 'promoted', 'kept_champion', 'refused', 'failed'];

/** What the label court found in a run, what admins ruled, and runs that wait for an admin's word. */
export class HoldCourt1764000017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE training_run
        DROP CONSTRAINT training_run_state_check,
        ADD CONSTRAINT training_run_state_check CHECK (state IN (${listed([...STATES, 'held'])})),
        ADD COLUMN court jsonb,
        ADD COLUMN arrivals_from timestamptz,
        ADD COLUMN arrivals_to timestamptz,
        ADD COLUMN accepted_by text,
        ADD COLUMN accepted_at timestamptz;

      -- Append-only: of each feature the newest row holds.
      CREATE TABLE court_ruling (
        group_id uuid NOT NULL REFERENCES dealer_group (id),
        id       bigint GENERATED ALWAYS AS IDENTITY,
        feature  text NOT NULL,
        ruling   text NOT NULL CHECK (ruling IN ('admit', 'refuse', 'withdraw')),
        reason   text NOT NULL,
        ruled_by text NOT NULL,
        ruled_at timestamptz NOT NULL,
        PRIMARY KEY (group_id, id)
      );
      CREATE INDEX court_ruling_by_feature ON court_ruling (group_id, feature, id DESC);
      ALTER TABLE court_ruling ENABLE ROW LEVEL SECURITY;
      ALTER TABLE court_ruling FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_group ON court_ruling
        USING (group_id = nullif(current_setting('app.dealer_group', true), '')::uuid);
      GRANT SELECT, INSERT ON court_ruling TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE court_ruling;
      UPDATE training_run SET state = 'kept_champion' WHERE state = 'held';
      ALTER TABLE training_run
        DROP CONSTRAINT training_run_state_check,
        ADD CONSTRAINT training_run_state_check CHECK (state IN (${listed(STATES)})),
        DROP COLUMN court,
        DROP COLUMN arrivals_from,
        DROP COLUMN arrivals_to,
        DROP COLUMN accepted_by,
        DROP COLUMN accepted_at;
    `);
  }
}

const listed = (states: string[]): string => states.map((state) => `'${state}'`).join(', ');
