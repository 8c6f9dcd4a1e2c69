import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What tells a real change from an echo, holds references to records that have not come yet, and
 * keeps the source's word on an outcome apart from ours.
 */
export class RememberWhatSourcesSaid1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customer ADD COLUMN content_hash bytea, ADD COLUMN kept_apart boolean NOT NULL DEFAULT false;
      ALTER TABLE vehicle  ADD COLUMN content_hash bytea;
      ALTER TABLE activity ADD COLUMN content_hash bytea;
      ALTER TABLE lead
        ADD COLUMN content_hash         bytea,
        ADD COLUMN customer_external_id text,
        ADD COLUMN vehicle_external_id  text,
        ADD COLUMN source_outcome       text,
        ADD COLUMN duplicate_of         uuid;
      -- Leads are touched often: room on the page keeps their updates out of the indexes.
      ALTER TABLE lead SET (fillfactor = 85);
      COMMENT ON COLUMN lead.source_outcome IS 'The outcome the CRM last said; the same word again changes nothing.';
      COMMENT ON COLUMN customer.kept_apart IS 'Somebody undid a merge: matching leaves this customer alone.';
      ALTER TABLE sync_run ADD COLUMN heartbeat_at timestamptz NOT NULL DEFAULT now();
      ALTER TABLE crm_connection ADD COLUMN sync_every_seconds integer NOT NULL DEFAULT 60;
      CREATE INDEX lead_awaiting_customer ON lead (dealership_id, connection_id, customer_external_id)
        WHERE customer_id IS NULL AND customer_external_id IS NOT NULL;
      CREATE INDEX lead_awaiting_vehicle ON lead (dealership_id, connection_id, vehicle_external_id)
        WHERE vehicle_id IS NULL AND vehicle_external_id IS NOT NULL;
      CREATE INDEX vehicle_by_vin ON vehicle (dealership_id, vin) WHERE vin IS NOT NULL;
      CREATE INDEX vehicle_by_stock_number ON vehicle (dealership_id, stock_number) WHERE stock_number IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX lead_awaiting_customer, lead_awaiting_vehicle, vehicle_by_vin, vehicle_by_stock_number;
      ALTER TABLE lead RESET (fillfactor);
      ALTER TABLE lead DROP COLUMN content_hash, DROP COLUMN customer_external_id, DROP COLUMN vehicle_external_id,
        DROP COLUMN source_outcome, DROP COLUMN duplicate_of;
      ALTER TABLE sync_run DROP COLUMN heartbeat_at;
      ALTER TABLE crm_connection DROP COLUMN sync_every_seconds;
      ALTER TABLE activity DROP COLUMN content_hash;
      ALTER TABLE vehicle DROP COLUMN content_hash;
      ALTER TABLE customer DROP COLUMN content_hash, DROP COLUMN kept_apart;
    `);
  }
}
