import type { CrmLead } from '../records.js';
import type { World } from '../world/world.js';

/** The lead whose page is asked for, as `/leads/<id>`; undefined: no such page. */
export function leadOnPage(world: World, path: string | undefined): CrmLead | undefined {
  const id = /^\/leads\/([\w-]+)$/.exec(path ?? '')?.[1];
  if (id === undefined) return undefined;
  for (const { logs } of world.branches.values()) {
    const lead = logs.leads.get(id);
    if (lead) return lead;
  }
  return undefined;
}

/** What a CRM shows of a lead to whoever has signed in there; this one asks nobody, so it names no person. */
export function leadPage({ id, status, source, assigned_to, custom_fields }: CrmLead): string {
  const rows: Record<string, string | number | boolean | null> = {
    Status: status,
    Source: source,
    'Assigned to': assigned_to ?? 'nobody',
    ...custom_fields,
  };
  const cells = Object.entries(rows).map(
    ([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(String(value ?? ''))}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lead ${escaped(id)} · Simulated CRM</title></head>
<body><h1>Lead ${escaped(id)}</h1><p>Simulated CRM: everything here is made up.</p>
<table>${cells.join('')}</table></body></html>
`;
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
