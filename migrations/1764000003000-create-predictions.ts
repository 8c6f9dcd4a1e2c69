import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['prediction', 'current_score', 'writeback_delivery'];

/** Every score ever given, the one that counts now, and its way back into the CRM. */
export class CreatePredictions1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE prediction (
        dealership_id    uuid NOT NULL,
        id               uuid NOT NULL,
        lead_id          uuid NOT NULL,
        model_version_id uuid NOT NULL,
        cutoff           timestamptz NOT NULL,
        made_at          timestamptz NOT NULL,
        log_odds         double precision NOT NULL,
        score            double precision NOT NULL CHECK (score > 0 AND score < 1),
        lower            double precision NOT NULL,
        upper            double precision NOT NULL,
        band             text NOT NULL CHECK (band IN ('hot', 'warm', 'cool')),
        reasons          jsonb NOT NULL,
        features         jsonb NOT NULL,
        PRIMARY KEY (dealership_id, id),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );
      CREATE INDEX prediction_by_lead ON prediction (dealership_id, lead_id, made_at DESC);

      CREATE TABLE current_score (
        dealership_id uuid NOT NULL,
        lead_id       uuid NOT NULL,
        prediction_id uuid NOT NULL,
        score         double precision NOT NULL,
        PRIMARY KEY (dealership_id, lead_id),
        FOREIGN KEY (dealership_id, prediction_id) REFERENCES prediction (dealership_id, id)
      );
      CREATE INDEX current_score_ranked ON current_score (dealership_id, score DESC, lead_id);

      CREATE TABLE writeback_delivery (
        dealership_id   uuid NOT NULL,
        id              uuid NOT NULL,
        connection_id   uuid NOT NULL,
        lead_id         uuid NOT NULL,
        prediction_id   uuid NOT NULL,
        delivery_key    text NOT NULL,
        score           double precision NOT NULL,
        band            text NOT NULL,
        state           text NOT NULL CHECK (state IN ('pending', 'delivered', 'superseded', 'dead')),
        attempts        int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        enqueued_at     timestamptz NOT NULL,
        delivered_at    timestamptz,
        last_error      text,
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, delivery_key),
        FOREIGN KEY (dealership_id, connection_id) REFERENCES crm_connection (dealership_id, id),
        FOREIGN KEY (dealership_id, prediction_id) REFERENCES prediction (dealership_id, id)
      );
      CREATE INDEX writeback_due ON writeback_delivery (dealership_id, connection_id, next_attempt_at)
        WHERE state = 'pending';
      CREATE INDEX writeback_by_lead ON writeback_delivery (dealership_id, lead_id, enqueued_at DESC);
    `);
    for (const table of TABLES) await runner.query(ownDealershipOnly(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...TABLES].reverse().join(', ')}`);
  }
}

const ownDealershipOnly = (table: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY own_dealership ON ${table}
    USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO lead_likelihood_tenant;
`;
