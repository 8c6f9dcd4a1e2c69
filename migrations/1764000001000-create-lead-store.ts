import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'crm_connection',
  'customer',
  'vehicle',
  'vehicle_price',
  'lead',
  'lead_status',
  'activity',
  'sync_run',
  'quarantine',
];

/** Leads, the people and vehicles behind them, what happened to them, and where they came from. */
export class CreateLeadStore1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE crm_connection (
        dealership_id  uuid NOT NULL REFERENCES dealership (id),
        id             uuid NOT NULL,
        key            text NOT NULL,
        name           text NOT NULL,
        dialect        text NOT NULL,
        settings       jsonb NOT NULL DEFAULT '{}',
        secrets_sealed bytea,
        cursors        jsonb NOT NULL DEFAULT '{}',
        enabled        boolean NOT NULL DEFAULT true,
        created_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, key)
      );

      CREATE TABLE customer (
        dealership_id     uuid NOT NULL REFERENCES dealership (id),
        id                uuid NOT NULL,
        connection_id     uuid NOT NULL,
        external_id       text NOT NULL,
        name_sealed       bytea,
        email_sealed      bytea,
        phone_sealed      bytea,
        postal_code_sealed bytea,
        email_hash        bytea,
        phone_hash        bytea,
        email_kind        text,
        phone_kind        text,
        preferred_contact text,
        distance_km       real,
        merged_into       uuid,
        first_seen_at     timestamptz NOT NULL,
        source_version    bigint NOT NULL DEFAULT 0,
        created_at        timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, connection_id, external_id),
        FOREIGN KEY (dealership_id, merged_into) REFERENCES customer (dealership_id, id)
      );
      CREATE INDEX customer_by_email ON customer (dealership_id, email_hash) WHERE email_hash IS NOT NULL;
      CREATE INDEX customer_by_phone ON customer (dealership_id, phone_hash) WHERE phone_hash IS NOT NULL;
      CREATE INDEX customer_by_merge ON customer (dealership_id, merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE vehicle (
        dealership_id  uuid NOT NULL REFERENCES dealership (id),
        id             uuid NOT NULL,
        connection_id  uuid NOT NULL,
        external_id    text NOT NULL,
        vin            text,
        stock_number   text,
        year           smallint,
        make           text,
        model          text,
        trim           text,
        body           text,
        condition      text,
        odometer_km    integer,
        currency       text,
        listed_at      timestamptz,
        sold_at        timestamptz,
        source_version bigint NOT NULL DEFAULT 0,
        created_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, connection_id, external_id)
      );
      CREATE INDEX vehicle_by_model ON vehicle (dealership_id, make, model);

      CREATE TABLE vehicle_price (
        dealership_id uuid NOT NULL,
        vehicle_id    uuid NOT NULL,
        effective_at  timestamptz NOT NULL,
        amount        numeric(12, 2) NOT NULL,
        PRIMARY KEY (dealership_id, vehicle_id, effective_at),
        FOREIGN KEY (dealership_id, vehicle_id) REFERENCES vehicle (dealership_id, id)
      );

      CREATE TABLE lead (
        dealership_id    uuid NOT NULL REFERENCES dealership (id),
        id               uuid NOT NULL,
        connection_id    uuid NOT NULL,
        external_id      text NOT NULL,
        source           text,
        channel          text,
        arrived_at       timestamptz NOT NULL,
        message_sealed   bytea,
        customer_id      uuid,
        vehicle_id       uuid,
        vehicle_interest jsonb,
        trade_in         jsonb,
        custom           jsonb NOT NULL DEFAULT '{}',
        assigned_to      text,
        outcome          text NOT NULL DEFAULT 'OPEN'
                         CHECK (outcome IN ('OPEN', 'WON', 'LOST', 'STALE', 'EXCLUDED')),
        outcome_at       timestamptz,
        outcome_reason   text,
        excluded_reason  text,
        last_activity_at timestamptz,
        source_version   bigint NOT NULL DEFAULT 0,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, connection_id, external_id),
        FOREIGN KEY (dealership_id, customer_id) REFERENCES customer (dealership_id, id),
        FOREIGN KEY (dealership_id, vehicle_id) REFERENCES vehicle (dealership_id, id),
        CHECK ((outcome = 'EXCLUDED') = (excluded_reason IS NOT NULL)),
        CHECK ((outcome = 'OPEN') = (outcome_at IS NULL))
      );
      CREATE INDEX lead_by_outcome ON lead (dealership_id, outcome, arrived_at);
      CREATE INDEX lead_by_customer ON lead (dealership_id, customer_id, arrived_at);
      CREATE INDEX lead_by_vehicle ON lead (dealership_id, vehicle_id);
      CREATE INDEX lead_by_arrival ON lead (dealership_id, arrived_at);

      CREATE TABLE lead_status (
        dealership_id uuid NOT NULL,
        lead_id       uuid NOT NULL,
        id            bigint GENERATED ALWAYS AS IDENTITY,
        outcome       text NOT NULL,
        crm_status    text,
        reason        text,
        occurred_at   timestamptz NOT NULL,
        recorded_at   timestamptz NOT NULL DEFAULT now(),
        actor         text NOT NULL,
        PRIMARY KEY (dealership_id, lead_id, id),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );

      CREATE TABLE activity (
        dealership_id  uuid NOT NULL,
        id             uuid NOT NULL,
        lead_id        uuid NOT NULL,
        connection_id  uuid NOT NULL,
        external_id    text NOT NULL,
        kind           text NOT NULL,
        direction      text NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal')),
        author         text NOT NULL CHECK (author IN ('human', 'automatic')),
        occurred_at    timestamptz NOT NULL,
        recorded_at    timestamptz NOT NULL DEFAULT now(),
        source_version bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, connection_id, external_id),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );
      CREATE INDEX activity_by_lead ON activity (dealership_id, lead_id, occurred_at);

      CREATE TABLE sync_run (
        dealership_id uuid NOT NULL,
        id            uuid NOT NULL,
        connection_id uuid NOT NULL,
        started_at    timestamptz NOT NULL,
        finished_at   timestamptz,
        counts        jsonb NOT NULL DEFAULT '{}',
        error         text,
        PRIMARY KEY (dealership_id, id),
        FOREIGN KEY (dealership_id, connection_id) REFERENCES crm_connection (dealership_id, id)
      );
      CREATE INDEX sync_run_by_connection ON sync_run (dealership_id, connection_id, started_at DESC);

      CREATE TABLE quarantine (
        dealership_id  uuid NOT NULL,
        id             uuid NOT NULL,
        connection_id  uuid NOT NULL,
        record_kind    text NOT NULL,
        external_id    text,
        payload_sealed bytea NOT NULL,
        payload_hash   bytea NOT NULL,
        reason         text NOT NULL,
        field          text,
        fix            text NOT NULL,
        attempts       int NOT NULL DEFAULT 1,
        received_at    timestamptz NOT NULL DEFAULT now(),
        resolved_at    timestamptz,
        resolution     text,
        PRIMARY KEY (dealership_id, id),
        UNIQUE (dealership_id, connection_id, payload_hash),
        FOREIGN KEY (dealership_id, connection_id) REFERENCES crm_connection (dealership_id, id)
      );
      CREATE INDEX quarantine_open ON quarantine (dealership_id, received_at) WHERE resolved_at IS NULL;
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
