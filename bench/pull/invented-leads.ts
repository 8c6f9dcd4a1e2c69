import type { RestRow } from '#simulator';

/** A lead as the simulated CRM tells it, and as a line of a file: the same fields in both. */
export function inventedLead(number: number): RestRow {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
  return {
    id: `lead-${number}`,
    updated_at: at,
    created_at: at,
    source: 'Facebook Marketplace',
    channel: 'internet',
    message: `Is number ${number} still there?`,
    status: 'New',
    assigned_to: 'Pat Example',
  };
}
