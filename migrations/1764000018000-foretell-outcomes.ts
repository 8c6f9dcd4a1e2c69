import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A prediction also says where its lead will stand in 30, 60 and 90 days; older ones never did. */
export class ForetellOutcomes1764000018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE prediction ADD COLUMN outcomes jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE prediction DROP COLUMN outcomes`);
  }
}
