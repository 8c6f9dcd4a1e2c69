import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run that a crashed process left is taken up anew; only the newest attempt may end it. */
export class CountAttempts2026112614410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE training_run ADD COLUMN attempt integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE training_run DROP COLUMN attempt`);
  }
}
