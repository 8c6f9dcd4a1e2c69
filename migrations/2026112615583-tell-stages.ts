import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far leads have come, told once each where a system is told stages and no scores. */
export class TellStages2026112615583 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stage_delivery (
        dealership_id   uuid NOT NULL,
        lead_id         uuid NOT NULL,
        stage           text NOT NULL,
        connection_id   uuid NOT NULL,
        reached_at      timestamptz NOT NULL,
        state           text NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
        attempts        int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        delivered_at    timestamptz,
        last_error      text,
        PRIMARY KEY (dealership_id, lead_id, stage),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );
      CREATE INDEX stage_delivery_due ON stage_delivery (dealership_id, connection_id, next_attempt_at)
        WHERE state = 'pending';
      ALTER TABLE stage_delivery ENABLE ROW LEVEL SECURITY;
      ALTER TABLE stage_delivery FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_dealership ON stage_delivery
        USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
      GRANT SELECT, INSERT, UPDATE, DELETE ON stage_delivery TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE stage_delivery`);
  }
}
