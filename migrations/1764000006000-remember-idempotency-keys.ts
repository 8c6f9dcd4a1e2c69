import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which Idempotency-Key came with which body, so that the same key with another body is told apart. */
export class RememberIdempotencyKeys1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_key (
        dealership_id uuid NOT NULL REFERENCES dealership (id),
        key_hash      bytea NOT NULL,
        body_hash     bytea NOT NULL,
        used_at       timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, key_hash)
      );
      CREATE INDEX idempotency_key_by_age ON idempotency_key (dealership_id, used_at);
      ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
      ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_dealership ON idempotency_key
        USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
      GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key');
  }
}
