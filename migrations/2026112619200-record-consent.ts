import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers agreed to in whose words, kept for as long as it may be asked for; and what was said on a call. */
export class RecordConsent2026112619200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Never changed: a later no stands in contact_wish, and both were so.
      CREATE TABLE contact_consent (
        dealership_id uuid NOT NULL,
        id            uuid NOT NULL,
        customer_id   uuid NOT NULL,
        way           text NOT NULL CHECK (way IN ('call', 'text', 'mail')),
        words_sealed  bytea NOT NULL,
        actor         text NOT NULL,
        given_at      timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, id),
        FOREIGN KEY (dealership_id, customer_id) REFERENCES customer (dealership_id, id)
      );
      CREATE INDEX contact_consent_newest ON contact_consent (dealership_id, customer_id, way, given_at DESC);
      ALTER TABLE contact_consent ENABLE ROW LEVEL SECURITY;
      ALTER TABLE contact_consent FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_dealership ON contact_consent
        USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
      GRANT SELECT, INSERT, UPDATE, DELETE ON contact_consent TO lead_likelihood_tenant;
      ALTER TABLE activity ADD COLUMN note_sealed bytea;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE activity DROP COLUMN note_sealed; DROP TABLE contact_consent;');
  }
}
