import { leadPage } from '#crm';
import type { EntityManager } from 'typeorm';

interface Found {
  dialect: string;
  settings: Record<string, unknown>;
  externalId: string;
}

/** Where the CRM shows a lead; null where that is not known. */
export async function crmLink(manager: EntityManager, leadId: string): Promise<string | null> {
  const [found] = await manager.query<Found[]>(
    `SELECT crm_connection.dialect, crm_connection.settings, lead.external_id AS "externalId"
     FROM lead JOIN crm_connection ON crm_connection.id = lead.connection_id WHERE lead.id = $1`,
    [leadId],
  );
  return found ? leadPage(found, found.externalId) : null;
}
