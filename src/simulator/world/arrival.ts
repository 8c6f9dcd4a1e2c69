import { Dice } from '../dice.js';
import type { Branch } from './branch.js';
import { smudgeLead } from './dirt.js';
import type { Arrival, ArrivalWishes, Draft, LeadKind } from './draft.js';
import { chooseOriginal, duplicateOf, otherLead } from './no-sales-lead.js';
import { salesLead } from './sales-lead.js';

const KINDS: Record<LeadKind, number> = {
  sales: 0.552,
  duplicate: 0.232,
  service: 0.19,
  parts: 0.012,
  test: 0.005,
  imported: 0.009,
};

/** Receives one lead at `at`. Its records are made but not yet put into the logs, except a new customer. */
export function receiveLead(branch: Branch, at: number, wishes: ArrivalWishes = {}): Arrival {
  const { id, serial } = branch.nextId('leads');
  const dice = new Dice(branch.diceName('lead', serial));
  const deskLoad = branch.countArrival(at);
  let kind = wishes.kind ?? dice.weighted(KINDS);
  const original = kind === 'duplicate' ? chooseOriginal(dice, branch, at) : undefined;
  if (kind === 'duplicate' && !original) kind = 'sales';
  const draft: Draft = { branch, dice, id, at, deskLoad, wishes };
  const arrival = original
    ? duplicateOf(draft, original)
    : kind === 'sales'
      ? salesLead(draft)
      : otherLead(draft, kind as Exclude<LeadKind, 'sales' | 'duplicate'>);
  // A lead somebody asked for by kind is one they mean to follow: it stays clean.
  if (!wishes.kind) smudgeLead(dice, arrival.lead, at);
  branch.remember(arrival.lead, at);
  return arrival;
}
