import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['webhook_endpoint', 'webhook_message'];

/** Where events of a dealership are told, and what was sent there. */
export class TellOtherPrograms2026112614371 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_endpoint (
        dealership_id  uuid NOT NULL REFERENCES dealership (id),
        id             uuid NOT NULL,
        url            text NOT NULL,
        description    text NOT NULL,
        events         text[] NOT NULL,
        secrets_sealed bytea NOT NULL,
        enabled        boolean NOT NULL,
        disabled_why   text,
        failing_since  timestamptz,
        created_at     timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, id)
      );

      -- The body is kept as it was signed: JSON written anew might be other bytes.
      CREATE TABLE webhook_message (
        dealership_id   uuid NOT NULL,
        id              uuid NOT NULL,
        endpoint_id     uuid NOT NULL,
        event           text NOT NULL,
        event_key       text NOT NULL,
        body            text NOT NULL,
        state           text NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
        attempts        int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        created_at      timestamptz NOT NULL,
        delivered_at    timestamptz,
        last_status     int,
        last_error      text,
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, endpoint_id, event, event_key),
        FOREIGN KEY (dealership_id, endpoint_id) REFERENCES webhook_endpoint (dealership_id, id) ON DELETE CASCADE
      );
      CREATE INDEX webhook_message_due ON webhook_message (dealership_id, endpoint_id, next_attempt_at)
        WHERE state = 'pending';
      CREATE INDEX webhook_message_newest ON webhook_message (dealership_id, endpoint_id, created_at DESC, id DESC);
    `);
    for (const table of TABLES)
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY own_dealership ON ${table}
          USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
        GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO lead_likelihood_tenant;
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...TABLES].reverse().join(', ')}`);
  }
}
