import type { BoardLead } from './board-lead.js';
import { grouped } from './grouped.js';
import {
  type DueAt,
  isSold,
  medianAnswer,
  promiseKept,
  type PromiseKept,
  waitsAt,
} from './today.js';

/** How a salesperson's leads fare. */
export interface RepFigures extends PromiseKept {
  /** null: leads that belong to nobody. */
  name: string | null;
  /** Our identifier, where they are staff here. */
  staffId: string | null;
  leads: number;
  waiting: number;
  medianAnswerMinutes: number | null;
  sold: number;
}

/** Leads by whom they belong to, most leads first. @param names - Of staff by id; they go before the CRM's. */
export function byRep(
  leads: readonly BoardLead[],
  names: ReadonlyMap<string, string>,
  { now, dueAt }: { now: Date; dueAt: DueAt },
): RepFigures[] {
  const ids = new Map([...names].map(([id, name]) => [name.toLowerCase(), id]));
  const ownerOf = ({ staffId, crmOwner }: BoardLead): string | null =>
    staffId ?? (crmOwner === null ? null : (ids.get(crmOwner.toLowerCase()) ?? `crm:${crmOwner}`));
  return [...grouped(leads, ownerOf)]
    .map(([owner, own]) => ({
      name: nameOf(owner, names),
      staffId: owner !== null && names.has(owner) ? owner : null,
      leads: own.length,
      waiting: own.filter((lead) => waitsAt(lead, now)).length,
      ...promiseKept(own, now, dueAt),
      medianAnswerMinutes: medianAnswer(own),
      sold: own.filter(isSold).length,
    }))
    .toSorted((a, b) => b.leads - a.leads);
}

function nameOf(owner: string | null, names: ReadonlyMap<string, string>): string | null {
  if (owner === null) return null;
  return names.get(owner) ?? owner.replace(/^crm:/, '');
}
