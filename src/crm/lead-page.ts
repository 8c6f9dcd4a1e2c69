import type { ConnectionConfig } from './crm-adapter.js';

const ZOHO = 'https://www.zohoapis.com';

/**
 * How vendors address a lead's page, where that follows from where their API is asked; the others' is told
 * by `leadUrl` alone. {id} stands for the lead's id there.
 */
const USUAL: Record<string, (baseUrl: unknown) => string | undefined> = {
  // A record's id alone leads to its page.
  salesforce: (baseUrl) => from(baseUrl, ({ origin }) => `${origin}/{id}`),
  dynamics: (baseUrl) =>
    from(baseUrl, ({ origin }) => `${origin}/main.aspx?etn=lead&pagetype=entityrecord&id={id}`),
  // Each data centre has a site of its own beside its API.
  zoho: (baseUrl = ZOHO) =>
    from(baseUrl, ({ hostname }) => {
      const centre = /^www\.zohoapis\.(com|eu|in|com\.au|jp)$/.exec(hostname)?.[1];
      return centre && `https://crm.zoho.${centre}/crm/tab/Leads/{id}`;
    }),
};

/** Where a CRM shows a lead: as its connection's `leadUrl` says, else as its vendor does; null where neither is known. */
export function leadPage(
  { dialect, settings }: Pick<ConnectionConfig, 'dialect' | 'settings'>,
  externalId: string,
): string | null {
  const { leadUrl, baseUrl } = settings;
  const usual = Object.hasOwn(USUAL, dialect) ? USUAL[dialect]?.(baseUrl) : undefined;
  const template = typeof leadUrl === 'string' ? leadUrl : usual;
  return template ? template.replaceAll('{id}', encodeURIComponent(externalId)) : null;
}

function from(address: unknown, page: (url: URL) => string | undefined): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  return url?.protocol === 'https:' ? page(url) : undefined;
}
