import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['training_run', 'model_version', 'promotion'];

/** Model versions are made for a dealer group: its rooftops learn together. */
export class CreateModels1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE training_run (
        group_id     uuid NOT NULL REFERENCES dealer_group (id),
        id           uuid NOT NULL,
        requested_by text NOT NULL,
        state        text NOT NULL CHECK (state IN ('queued', 'running', 'promoted', 'kept_champion', 'refused', 'failed')),
        requested_at timestamptz NOT NULL,
        started_at   timestamptz,
        finished_at  timestamptz,
        progress     jsonb NOT NULL DEFAULT '{}',
        counts       jsonb NOT NULL DEFAULT '{}',
        challenger_id uuid,
        verdict      text,
        PRIMARY KEY (group_id, id)
      );
      CREATE INDEX training_run_newest ON training_run (group_id, requested_at DESC);

      CREATE TABLE model_version (
        group_id       uuid NOT NULL REFERENCES dealer_group (id),
        id             uuid NOT NULL,
        number         int NOT NULL,
        family         text NOT NULL,
        artifact       bytea NOT NULL,
        artifact_hash  text NOT NULL,
        feature_schema jsonb NOT NULL,
        metrics        jsonb NOT NULL,
        data_hash      text NOT NULL,
        seed           int NOT NULL,
        code_version   text NOT NULL,
        card           jsonb NOT NULL DEFAULT '{}',
        created_at     timestamptz NOT NULL,
        PRIMARY KEY (group_id, id),
        UNIQUE (group_id, number)
      );

      -- Append-only: the newest row names the champion, and rollback is one more row.
      CREATE TABLE promotion (
        group_id         uuid NOT NULL,
        id               bigint GENERATED ALWAYS AS IDENTITY,
        model_version_id uuid NOT NULL,
        promoted_at      timestamptz NOT NULL,
        promoted_by      text NOT NULL,
        reason           text NOT NULL,
        PRIMARY KEY (group_id, id),
        FOREIGN KEY (group_id, model_version_id) REFERENCES model_version (group_id, id)
      );
    `);
    for (const table of TABLES) await runner.query(ownGroupOnly(table));
    await runner.query(`
      GRANT UPDATE ON training_run TO lead_likelihood_tenant;
      GRANT UPDATE (card) ON model_version TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...TABLES].reverse().join(', ')}`);
  }
}

const ownGroupOnly = (table: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY own_group ON ${table}
    USING (group_id = nullif(current_setting('app.dealer_group', true), '')::uuid);
  GRANT SELECT, INSERT ON ${table} TO lead_likelihood_tenant;
`;
