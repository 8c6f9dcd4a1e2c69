import { MINUTE } from '../calendar.js';
import { OPEN_STATUSES, type StatusStep } from '../ending.js';
import type { CrmCustomer, CrmLead, CrmVehicle } from '../records.js';
import type { Touch } from '../talk/scene.js';
import { receiveLead } from './arrival.js';
import type { Branch, LeadPlan } from './branch.js';
import type { ArrivalWishes } from './draft.js';
import { changeStatus, endsAt, isOpen, playUntil, recordTouch } from './playing.js';
import { turnStock } from './stocking.js';
import type { World } from './world.js';

/** A lead that has just arrived, with the records it refers to. */
export interface ArrivedLead {
  rooftop: string;
  lead: CrmLead;
  customer: CrmCustomer;
  vehicle: CrmVehicle | null;
}

export interface ReportedOutcome {
  rooftop: string;
  leadId: string;
  status: string;
}

/**
 * A lead arrives at `at` (epoch ms). What follows happens as `playDue` is called.
 *
 * @param speed - How many times faster than real the answers and replies come.
 */
export function arriveNow(
  world: World,
  rooftop: string,
  at: number,
  wishes: ArrivalWishes & { speed?: number } = {},
): ArrivedLead {
  const branch = world.branch(rooftop);
  turnStock(branch, at, world.stamp(at));
  const { lead, customer, vehicle, plan } = receiveLead(branch, Math.floor(at), wishes);
  plan.speed = wishes.speed ?? 1;
  branch.plans.set(lead.id, plan);
  const stamp = world.stamp(at);
  if (customer.created_at === lead.created_at) branch.logs.customers.put(customer, stamp);
  branch.logs.leads.put(lead, stamp);
  return { rooftop, lead, customer, vehicle: vehicle?.record ?? null };
}

/** Everything that has come due by `at` at any rooftop. Returns how many leads changed. */
export function playDue(world: World, at: number): number {
  let changed = 0;
  for (const branch of world.branches.values()) {
    for (const plan of branch.plans.values()) {
      const stamp = playUntil(branch, plan, at, () => world.stamp(at));
      if (stamp === null) continue;
      changed += 1;
      branch.logs.leads.put(branch.logs.leads.get(plan.leadId)!, stamp);
    }
  }
  return changed;
}

/**
 * Closes up to `count` open leads now, as fate had decided, those first that would have ended first.
 */
export function reportOutcomes(world: World, count: number, at: number): ReportedOutcome[] {
  const due = openPlans(world).toSorted((a, b) => endsAt(a.plan) - endsAt(b.plan));
  return due.slice(0, count).map(({ branch, plan }) => {
    const end = plan.steps.find((step) => !OPEN_STATUSES.includes(step.status))!;
    return close(world, { branch, plan }, end, at);
  });
}

/** @throws Error when there is no such lead or it is closed already. */
export function sellNow(world: World, leadId: string, at: number): ReportedOutcome {
  const open = openPlan(world, leadId);
  const truth = open.branch.truths.get(leadId);
  if (truth) truth.sold = true;
  const visited = open.plan.touches.some((touch) => touch.type === 'visit');
  if (!visited) open.plan.touches.push({ type: 'visit', direction: 'in', automated: false, at });
  return close(world, open, { status: 'Sold', reason: null }, at);
}

/** @throws Error when there is no such lead or it is closed already. */
export function loseNow(world: World, leadId: string, at: number): ReportedOutcome {
  const open = openPlan(world, leadId);
  const truth = open.branch.truths.get(leadId);
  if (truth) truth.sold = false;
  open.plan.touches = [];
  return close(world, open, { status: 'Bought Elsewhere', reason: 'Competitor' }, at);
}

interface OpenPlan {
  branch: Branch;
  plan: LeadPlan;
}

function openPlans(world: World): OpenPlan[] {
  return [...world.branches.values()].flatMap((branch) =>
    [...branch.plans.values()]
      .filter((plan) => endsAt(plan) < Infinity && isOpen(branch.logs.leads.get(plan.leadId)!))
      .map((plan) => ({ branch, plan })),
  );
}

function openPlan(world: World, leadId: string): OpenPlan {
  const branch = world.branchOf(leadId);
  const lead = branch.logs.leads.get(leadId)!;
  if (!isOpen(lead))
    throw new Error(`lead '${leadId}' is ${lead.status}; only an open one can be closed`);
  const plan = branch.plans.get(leadId) ?? {
    leadId,
    arrivedAt: Date.parse(lead.created_at),
    speed: 1,
    touches: [],
    steps: [],
  };
  return { branch, plan };
}

/** The buyer's own last touches happen just before; whatever else was planned does not happen. */
function close(
  world: World,
  { branch, plan }: OpenPlan,
  end: Omit<StatusStep, 'at'>,
  at: number,
): ReportedOutcome {
  const stamp = world.stamp(at);
  const met = plan.touches.filter(isMeeting);
  for (const [i, touch] of met.entries()) {
    const when = Math.max(plan.arrivedAt, at - (met.length - i) * 20 * MINUTE);
    recordTouch(branch, plan.leadId, touch, Math.floor(when), stamp);
  }
  const lead = branch.logs.leads.get(plan.leadId)!;
  changeStatus(lead, end, at);
  branch.logs.leads.put(lead, stamp);
  if (end.status === 'Sold') sellVehicle(branch, lead, at, stamp);
  branch.plans.delete(plan.leadId);
  return { rooftop: branch.rooftop.key, leadId: lead.id, status: lead.status };
}

const isMeeting = (touch: Touch): boolean => touch.type === 'visit' || touch.type === 'test_drive';

function sellVehicle(branch: Branch, lead: CrmLead, at: number, stamp: number): void {
  const vehicle = lead.vehicle_id ? branch.stock.get(lead.vehicle_id) : undefined;
  if (!vehicle || vehicle.record.sold_at !== null) return;
  vehicle.leavesAt = Math.floor(at);
  turnStock(branch, at, stamp);
}
