import { DAY } from '../calendar.js';
import type { Dice } from '../dice.js';
import { sortedOut } from '../ending.js';
import { enterAgain } from '../people/customers.js';
import type { CrmLead } from '../records.js';
import type { Touch } from '../talk/scene.js';
import { partsMessage, serviceMessage, type Words } from '../talk/messages.js';
import { channelOf, drawSource, drawTradeIn } from '../talk/shopper.js';
import type { Branch } from './branch.js';
import {
  blankLead,
  keepCustomer,
  planOf,
  whoAsks,
  type Arrival,
  type Draft,
  type LeadKind,
} from './draft.js';

/** The same person writes again about the same vehicle. */
export function duplicateOf(draft: Draft, original: CrmLead): Arrival {
  const { branch, dice, at } = draft;
  const known = branch.logs.customers.get(original.customer_id)!;
  let customer = known;
  if (dice.chance(0.25)) {
    customer = enterAgain(dice, known, branch.nextId('customers').id, at);
    keepCustomer(branch, customer, branch.distances.get(known.id) ?? 25, at);
  }
  const source = dice.chance(0.7) ? original.source : drawSource(dice, branch.yearsIn(at));
  const lead: CrmLead = {
    ...blankLead(draft, { source, channel: channelOf(source) }, customer),
    message: dice.chance(0.5) ? original.message : 'Is this still available?',
    assigned_to: original.assigned_to,
    vehicle_id: original.vehicle_id,
    vehicle_interest: original.vehicle_interest && { ...original.vehicle_interest },
  };
  const vehicle = lead.vehicle_id ? (branch.stock.get(lead.vehicle_id) ?? null) : null;
  const ending = sortedOut(dice, at, 'Duplicate');
  return { lead, customer, vehicle, plan: planOf(lead.id, at, autoAnswer(dice, lead, at), ending) };
}

const FINAL: Record<Exclude<LeadKind, 'sales' | 'duplicate'>, string> = {
  service: 'Service Ticket',
  parts: 'Parts Order',
  test: 'Test',
  imported: 'Imported',
};

/** Service and parts requests, tests and imported rows land in the same inbox. */
export function otherLead(draft: Draft, kind: keyof typeof FINAL): Arrival {
  const { dice, at, wishes } = draft;
  const source =
    wishes.source ??
    (dice.chance(0.35) ? 'Facebook Marketplace' : dice.pick(['Dealer Website', 'Phone Call']));
  const customer = whoAsks(draft, source);
  const lead = blankLead(draft, { source, channel: channelOf(source) }, customer);
  const own = drawTradeIn(dice, new Date(at).getUTCFullYear());
  const words: Words = {
    year: own.year,
    make: own.make,
    model: own.model,
    price: 0,
    trade: `${own.year} ${own.make} ${own.model}`,
  };
  if (kind === 'service') [lead.lead_type, lead.message] = ['service', serviceMessage(dice, words)];
  if (kind === 'parts') [lead.lead_type, lead.message] = ['parts', partsMessage(dice, words)];
  if (kind === 'test') lead.message = 'TEST please ignore';
  if (lead.lead_type !== 'sales') {
    lead.vehicle_interest = {
      year: own.year,
      make: own.make,
      model: own.model,
      trim: '',
      stock: null,
      price: null,
    };
  }
  if (wishes.message) lead.message = wishes.message;
  const ending = sortedOut(dice, at, FINAL[kind]);
  return {
    lead,
    customer,
    vehicle: null,
    plan: planOf(lead.id, at, autoAnswer(dice, lead, at), ending),
  };
}

/** People in a hurry write twice, so the original is more often an urgent one. */
export function chooseOriginal(dice: Dice, branch: Branch, at: number): CrmLead | undefined {
  const young = branch.recent
    .slice(-60)
    .filter((recent) => at - recent.at < 10 * DAY && branch.truths.has(recent.lead.id));
  for (let tries = 0; tries < 6 && young.length > 0; tries++) {
    const { lead } = dice.pick(young);
    if (dice.chance(0.3 + 0.25 * branch.truths.get(lead.id)!.urgency)) return lead;
  }
  return young.at(-1)?.lead;
}

function autoAnswer(dice: Dice, lead: CrmLead, at: number): Touch[] {
  if (lead.channel === 'phone' || lead.channel === 'showroom') return [];
  return [
    { type: 'message', direction: 'out', automated: true, at: at + dice.whole(4, 45) * 1000 },
  ];
}
