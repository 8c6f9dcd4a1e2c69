import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Open desks ask every two seconds what changed; these make the answer a short range scan. */
export class IndexNewestChanges1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX prediction_newest ON prediction (dealership_id, made_at);
      CREATE INDEX lead_status_newest ON lead_status (dealership_id, recorded_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX prediction_newest, lead_status_newest');
  }
}
