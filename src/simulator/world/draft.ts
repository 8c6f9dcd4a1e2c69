import { iso } from '../calendar.js';
import type { Dice } from '../dice.js';
import type { Ending } from '../ending.js';
import { meetCustomer } from '../people/customers.js';
import type { CrmCustomer, CrmLead } from '../records.js';
import type { StockVehicle } from '../stock/vehicle.js';
import type { Touch } from '../talk/scene.js';
import type { Shopper } from '../talk/shopper.js';
import type { Branch, LeadPlan } from './branch.js';
import { smudgeCustomer } from './dirt.js';

export type LeadKind = 'sales' | 'duplicate' | 'service' | 'parts' | 'test' | 'imported';

/** What a caller may decide about an arriving lead; everything else is rolled. */
export interface ArrivalWishes {
  kind?: LeadKind;
  source?: string;
  message?: string;
}

/** A lead as it stands in the first instant, and all that will become of it. */
export interface Arrival {
  lead: CrmLead;
  customer: CrmCustomer;
  vehicle: StockVehicle | null;
  plan: LeadPlan;
}

/** A lead being written: where, when, and the dice that decide about it. */
export interface Draft {
  branch: Branch;
  dice: Dice;
  id: string;
  at: number;
  deskLoad: number;
  wishes: ArrivalWishes;
}

export function blankLead(
  draft: Draft,
  from: Pick<Shopper, 'source' | 'channel'>,
  customer: CrmCustomer,
): CrmLead {
  const at = iso(draft.at);
  return {
    id: draft.id,
    updated_at: at,
    created_at: at,
    source: from.source,
    channel: from.channel,
    lead_type: 'sales',
    message: null,
    status: 'New',
    status_reason: null,
    status_changed_at: at,
    assigned_to: null,
    customer_id: customer.id,
    vehicle_id: null,
    vehicle_interest: null,
    trade_in: null,
    custom_fields: {},
    deleted: false,
  };
}

/** Somebody new, or now and then somebody who asked before. */
export function whoAsks({ branch, dice, at }: Draft, source: string): CrmCustomer {
  if (branch.recent.length > 60 && dice.chance(0.08)) {
    return branch.logs.customers.get(dice.pick(branch.recent.slice(0, -40)).lead.customer_id)!;
  }
  const { id, serial } = branch.nextId('customers');
  const marketplace = source === 'Facebook Marketplace';
  const spread = serial + branch.index * 11_000;
  const customer = meetCustomer(dice, {
    id,
    serial: spread,
    rooftop: branch.rooftop,
    at,
    marketplace,
  });
  const miles = customer.distance_miles ?? dice.lognormal(16, 0.8);
  smudgeCustomer(dice, customer);
  keepCustomer(branch, customer, miles, at);
  return customer;
}

export function keepCustomer(
  branch: Branch,
  customer: CrmCustomer,
  miles: number,
  at: number,
): void {
  branch.distances.set(customer.id, miles);
  branch.logs.customers.put(customer, at);
}

/** Nothing is said any more once a lead is closed. */
export function planOf(
  leadId: string,
  arrivedAt: number,
  touches: Touch[],
  { steps }: Ending,
): LeadPlan {
  const ahead = steps.filter((step) => step.status !== 'New');
  const last = steps.at(-1)!.at;
  const said = touches.filter((touch) => touch.at <= last).toSorted((a, b) => a.at - b.at);
  return { leadId, arrivedAt, speed: 1, touches: said, steps: ahead };
}
