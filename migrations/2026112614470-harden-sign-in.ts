import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second factors, single sign-on, one-time links, known devices, and sessions that can be told apart. */
export class HardenSignIn2026112614470 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever was invited, or signs in elsewhere, has no password here.
      ALTER TABLE staff ALTER COLUMN password_hash DROP NOT NULL,
        ADD COLUMN totp_sealed bytea,
        ADD COLUMN totp_pending_sealed bytea,
        ADD COLUMN totp_used_step bigint NOT NULL DEFAULT 0,
        ADD COLUMN recovery_hashes bytea[] NOT NULL DEFAULT '{}',
        ADD COLUMN oidc_issuer text,
        ADD COLUMN oidc_subject text,
        ADD COLUMN last_signed_in_at timestamptz;
      CREATE UNIQUE INDEX staff_by_oidc ON staff (oidc_issuer, oidc_subject)
        WHERE oidc_subject IS NOT NULL;

      ALTER TABLE staff_session ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
        ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN client text NOT NULL DEFAULT 'a browser';
      CREATE UNIQUE INDEX staff_session_by_id ON staff_session (id);
      CREATE INDEX staff_session_by_staff ON staff_session (staff_id);

      CREATE TABLE staff_device (
        token_hash      bytea PRIMARY KEY,
        staff_id        uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        created_at      timestamptz NOT NULL,
        failed_sign_ins int NOT NULL DEFAULT 0,
        locked_until    timestamptz
      );
      CREATE INDEX staff_device_by_staff ON staff_device (staff_id);
      CREATE TABLE staff_link (
        token_hash bytea PRIMARY KEY,
        staff_id   uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX staff_link_by_staff ON staff_link (staff_id);
      CREATE INDEX audit_event_newest ON audit_event (group_id, occurred_at DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_event_newest;
      DROP TABLE staff_link, staff_device;
      ALTER TABLE staff_session DROP COLUMN id, DROP COLUMN last_seen_at, DROP COLUMN client;
      DROP INDEX staff_session_by_staff;
      DELETE FROM staff WHERE password_hash IS NULL;
      ALTER TABLE staff ALTER COLUMN password_hash SET NOT NULL,
        DROP COLUMN totp_sealed, DROP COLUMN totp_pending_sealed, DROP COLUMN totp_used_step,
        DROP COLUMN recovery_hashes, DROP COLUMN oidc_issuer, DROP COLUMN oidc_subject,
        DROP COLUMN last_signed_in_at;
    `);
  }
}
