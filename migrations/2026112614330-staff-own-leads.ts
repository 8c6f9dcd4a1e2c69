import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHILDREN = ['activity', 'lead_status', 'prediction', 'current_score', 'writeback_delivery'];

/** Leads belong to salespeople, and PostgreSQL shows a salesperson no others. */
export class StaffOwnLeads2026112614330 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE staff ADD COLUMN dealership_ids uuid[], ADD COLUMN crm_name_sealed bytea;
      UPDATE staff SET dealership_ids = ARRAY[dealership_id] WHERE dealership_id IS NOT NULL;
      ALTER TABLE staff DROP COLUMN dealership_id;
      CREATE INDEX staff_by_group ON staff (group_id);

      -- What an admin changed by hand; the settings file goes on filling "settings".
      ALTER TABLE dealership ADD COLUMN overrides jsonb NOT NULL DEFAULT '{}';

      ALTER TABLE lead ADD COLUMN assigned_staff_id uuid;
      CREATE INDEX lead_by_staff ON lead (dealership_id, assigned_staff_id, outcome)
        WHERE assigned_staff_id IS NOT NULL;
      CREATE TABLE lead_assignment (
        dealership_id uuid NOT NULL,
        id            uuid NOT NULL,
        lead_id       uuid NOT NULL,
        staff_id      uuid,
        assigned_by   text NOT NULL,
        assigned_at   timestamptz NOT NULL,
        PRIMARY KEY (dealership_id, id),
        FOREIGN KEY (dealership_id, lead_id) REFERENCES lead (dealership_id, id)
      );
      CREATE INDEX lead_assignment_newest ON lead_assignment (dealership_id, assigned_at);
      CREATE INDEX lead_assignment_by_lead ON lead_assignment (dealership_id, lead_id);
      ALTER TABLE lead_assignment ENABLE ROW LEVEL SECURITY;
      ALTER TABLE lead_assignment FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_dealership ON lead_assignment
        USING (dealership_id = nullif(current_setting('app.dealership', true), '')::uuid);
      GRANT SELECT, INSERT ON lead_assignment TO lead_likelihood_tenant;
    `);
    // A salesperson's role may all that the tenant's may, on fewer rows: a restrictive policy only narrows.
    await runner.query(`
      DO $$ BEGIN
        CREATE ROLE lead_likelihood_rep NOLOGIN NOBYPASSRLS;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      GRANT lead_likelihood_tenant TO lead_likelihood_rep;
      GRANT lead_likelihood_rep TO CURRENT_USER;
      CREATE POLICY own_leads ON lead AS RESTRICTIVE TO lead_likelihood_rep USING (
        assigned_staff_id = nullif(current_setting('app.staff', true), '')::uuid
        OR assigned_staff_id IS NULL
           AND lower(assigned_to) = lower(nullif(current_setting('app.crm_name', true), ''))
        OR assigned_staff_id IS NULL AND assigned_to IS NULL
           AND current_setting('app.unassigned', true) = 'shown');
    `);
    for (const table of [...CHILDREN, 'lead_assignment'])
      await runner.query(`
        CREATE POLICY own_leads ON ${table} AS RESTRICTIVE TO lead_likelihood_rep USING (
          EXISTS (SELECT FROM lead WHERE lead.dealership_id = ${table}.dealership_id
                  AND lead.id = ${table}.lead_id));
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['lead', ...CHILDREN])
      await runner.query(`DROP POLICY own_leads ON ${table}`);
    await runner.query(`
      DROP TABLE lead_assignment;
      ALTER TABLE lead DROP COLUMN assigned_staff_id;
      ALTER TABLE dealership DROP COLUMN overrides;
      ALTER TABLE staff ADD COLUMN dealership_id uuid REFERENCES dealership (id);
      -- Nobody sees more than before; of several rooftops the first stays.
      UPDATE staff SET dealership_id = dealership_ids[1];
      ALTER TABLE staff DROP COLUMN dealership_ids, DROP COLUMN crm_name_sealed;
    `);
    // The role stays: roles belong to the server, and another database on it may use this one.
  }
}
