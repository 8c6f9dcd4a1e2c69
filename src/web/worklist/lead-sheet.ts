import { stringify } from 'csv-stringify/sync';
import type { ShownLead } from './shown-lead.js';

/** What a spreadsheet reads as a formula at the beginning of a cell, full-width forms included. */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/u;

const COLUMNS: Record<string, (lead: ShownLead) => string | number | null> = {
  likelihood_percent: ({ likelihood }) => likelihood?.percent ?? null,
  likely_from: ({ likelihood }) => likelihood?.lowerPercent ?? null,
  likely_to: ({ likelihood }) => likelihood?.upperPercent ?? null,
  band: ({ likelihood }) => likelihood?.band ?? null,
  name: ({ customer }) => customer.name,
  phone: ({ customer }) => customer.phone,
  email: ({ customer }) => customer.email,
  vehicle: ({ vehicle }) => vehicle?.line ?? null,
  price: ({ vehicle }) => vehicle?.price ?? null,
  currency: ({ vehicle }) => vehicle?.currency ?? null,
  strongest_reason: ({ reasons }) => reasons[0]?.sentence ?? null,
  arrived_at: ({ arrivedAt }) => arrivedAt.toISOString(),
  answered_at: ({ promise }) => promise.answeredAt?.toISOString() ?? null,
  answer_due_at: ({ promise }) => promise.dueAt.toISOString(),
  assigned_to: ({ assignedTo }) => assignedTo,
  source: ({ source }) => source,
};

/** Leads as CSV that a spreadsheet shows and never runs: a text that would be a formula is led by an apostrophe. */
export function leadSheet(leads: readonly ShownLead[]): string {
  const rows = leads.map((lead) => Object.values(COLUMNS).map((cell) => harmless(cell(lead))));
  return stringify([Object.keys(COLUMNS), ...rows], { record_delimiter: 'windows' });
}

/** Numbers are ours and may be negative; texts are anybody's. */
export function harmless(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}
