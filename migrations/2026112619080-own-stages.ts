import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A salesperson sees the stages of their own leads, as of all that belongs to a lead. */
export class OwnStages2026112619080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE POLICY own_leads ON stage_delivery AS RESTRICTIVE TO lead_likelihood_rep USING (
        EXISTS (SELECT FROM lead WHERE lead.dealership_id = stage_delivery.dealership_id
                AND lead.id = stage_delivery.lead_id));
      CREATE INDEX stage_delivery_newest ON stage_delivery (dealership_id, reached_at DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX stage_delivery_newest;
      DROP POLICY own_leads ON stage_delivery;
    `);
  }
}
