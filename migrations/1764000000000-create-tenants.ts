import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dealer groups, their dealerships, and who may act for them. */
export class CreateTenants1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Tenant work runs as this role: it owns nothing and cannot bypass row-level security.
    await runner.query(`
      DO $$ BEGIN
        CREATE ROLE lead_likelihood_tenant NOLOGIN NOBYPASSRLS;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      GRANT lead_likelihood_tenant TO CURRENT_USER;
      GRANT USAGE ON SCHEMA public TO lead_likelihood_tenant;

      CREATE TABLE dealer_group (
        id         uuid PRIMARY KEY,
        key        text NOT NULL UNIQUE,
        name       text NOT NULL,
        time_zone  text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE dealership (
        id         uuid PRIMARY KEY,
        group_id   uuid NOT NULL REFERENCES dealer_group (id),
        key        text NOT NULL UNIQUE,
        name       text NOT NULL,
        time_zone  text NOT NULL,
        country    text NOT NULL,
        currency   text NOT NULL,
        settings   jsonb NOT NULL DEFAULT '{}',
        simulated  boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX dealership_by_group ON dealership (group_id);

      CREATE TABLE api_key (
        id            uuid PRIMARY KEY,
        group_id      uuid NOT NULL REFERENCES dealer_group (id),
        dealership_id uuid REFERENCES dealership (id),
        name          text NOT NULL,
        secret_hash   bytea NOT NULL UNIQUE,
        hint          text NOT NULL,
        scopes        text[] NOT NULL,
        created_at    timestamptz NOT NULL DEFAULT now(),
        expires_at    timestamptz,
        revoked_at    timestamptz,
        last_used_at  timestamptz
      );
      CREATE INDEX api_key_by_group ON api_key (group_id);

      CREATE TABLE staff (
        id            uuid PRIMARY KEY,
        group_id      uuid NOT NULL REFERENCES dealer_group (id),
        dealership_id uuid REFERENCES dealership (id),
        email_hash    bytea NOT NULL UNIQUE,
        email_sealed  bytea NOT NULL,
        name_sealed   bytea NOT NULL,
        password_hash text NOT NULL,
        role          text NOT NULL CHECK (role IN ('rep', 'manager', 'admin', 'auditor')),
        failed_sign_ins int NOT NULL DEFAULT 0,
        locked_until  timestamptz,
        disabled_at   timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE staff_session (
        token_hash  bytea PRIMARY KEY,
        staff_id    uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        created_at  timestamptz NOT NULL DEFAULT now(),
        expires_at  timestamptz NOT NULL
      );

      CREATE TABLE audit_event (
        group_id      uuid NOT NULL REFERENCES dealer_group (id),
        id            bigint GENERATED ALWAYS AS IDENTITY,
        dealership_id uuid,
        occurred_at   timestamptz NOT NULL DEFAULT now(),
        actor         text NOT NULL,
        action        text NOT NULL,
        subject       text NOT NULL,
        details       jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (group_id, id)
      );
      ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
      ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_group ON audit_event
        USING (group_id = nullif(current_setting('app.dealer_group', true), '')::uuid);
      -- Append-only: the tenant role may add and read, never change or remove.
      GRANT SELECT, INSERT ON audit_event TO lead_likelihood_tenant;
      GRANT SELECT ON dealer_group, dealership TO lead_likelihood_tenant;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_event, staff_session, staff, api_key, dealership, dealer_group;
      REVOKE USAGE ON SCHEMA public FROM lead_likelihood_tenant;
    `);
    // The role stays: roles belong to the server, and another database on it may use this one.
  }
}
