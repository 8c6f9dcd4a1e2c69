import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Root keys whose seals may still be in this database; no tenant sees them. */
export class NoteRootKeys2026112618300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE root_key (
        id              bytea PRIMARY KEY,
        matching_sealed bytea NOT NULL,
        first_used_at   timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE root_key');
  }
}
