import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['score_opinion', 'contact_wish'];

/** What people at the desk say: that a score is wrong, and how a customer wishes to be reached. */
export class KeepDeskWords2026112614570 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One a lead, the one that stands; the audit trail keeps those before it.
      CREATE TABLE score_opinion (
        dealership_id uuid NOT NULL,
        lead_id       uuid NOT NULL,
        direction     text NOT NULL CHECK (direction IN ('too_high', 'too_low')),
        reason        text NOT NULL,
        percent       smallint CHECK (percent BETWEEN 1 AND 99),
        score         double precision,
        actor         text NOT NULL,
        given_at      timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, lead_id),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );

      CREATE TABLE contact_wish (
        dealership_id uuid NOT NULL,
        customer_id   uuid NOT NULL,
        way           text NOT NULL CHECK (way IN ('call', 'text', 'mail')),
        allowed       boolean NOT NULL,
        actor         text NOT NULL,
        said_at       timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, customer_id, way),
        FOREIGN KEY (dealership_id, customer_id) REFERENCES customer (dealership_id, id)
      );
    `);
    for (const table of TABLES) await runner.query(ownDealershipOnly(table));
    await runner.query(`
      CREATE POLICY own_leads ON score_opinion AS RESTRICTIVE TO lead_likelihood_rep USING (
        EXISTS (SELECT FROM lead WHERE lead.dealership_id = score_opinion.dealership_id
                AND lead.id = score_opinion.lead_id));
    `);
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
