import type { EntityManager } from 'typeorm';

/** Where the CRM shows a lead, by the `leadUrl` of its connection; null where that is not told. */
export async function crmLink(manager: EntityManager, leadId: string): Promise<string | null> {
  const [found] = await manager.query<{ template: string | null; externalId: string }[]>(
    `SELECT crm_connection.settings ->> 'leadUrl' AS template, lead.external_id AS "externalId"
     FROM lead JOIN crm_connection ON crm_connection.id = lead.connection_id WHERE lead.id = $1`,
    [leadId],
  );
  if (!found?.template) return null;
  return found.template.replaceAll('{id}', encodeURIComponent(found.externalId));
}
