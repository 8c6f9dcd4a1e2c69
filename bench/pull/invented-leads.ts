import type { RestRow } from '#simulator';

/**
 * A lead as the simulated CRM tells it, and as a line of a file: the same fields in both.
 *
 * @param firstAt - When number 0 came in, epoch ms; one follows every ten seconds.
 */
export function inventedLead(number: number, firstAt: number): RestRow {
  const at = new Date(firstAt + number * 10_000).toISOString();
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
