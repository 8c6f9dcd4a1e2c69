import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a system gave in place of the refresh token that people set. */
export class KeepRefreshTokens2026112622400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE crm_connection ADD COLUMN refresh_tokens_sealed bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE crm_connection DROP COLUMN refresh_tokens_sealed`);
  }
}
