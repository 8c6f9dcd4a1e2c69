import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections made through the API, what people say of unknown statuses, and how far a sync has come. */
export class ConnectFromTheDesk2026112614370 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE crm_connection
        ADD COLUMN origin text NOT NULL DEFAULT 'settings' CHECK (origin IN ('settings', 'desk', 'built-in')),
        ADD COLUMN statuses jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN removed_at timestamptz;
      ALTER TABLE quarantine ADD COLUMN about text;
      ALTER TABLE sync_run
        ADD COLUMN pages integer NOT NULL DEFAULT 0,
        ADD COLUMN pulling text;
      CREATE INDEX writeback_newest ON writeback_delivery (dealership_id, enqueued_at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX writeback_newest;
      ALTER TABLE sync_run DROP COLUMN pulling, DROP COLUMN pages;
      ALTER TABLE quarantine DROP COLUMN about;
      ALTER TABLE crm_connection DROP COLUMN removed_at, DROP COLUMN statuses, DROP COLUMN origin;
    `);
  }
}
