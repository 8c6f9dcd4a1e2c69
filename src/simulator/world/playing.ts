import { iso } from '../calendar.js';
import { OPEN_STATUSES, type StatusStep } from '../ending.js';
import type { CrmLead } from '../records.js';
import type { Touch } from '../talk/scene.js';
import type { Branch, LeadPlan } from './branch.js';
import { smudgeInteraction } from './dirt.js';

export const isOpen = (lead: CrmLead): boolean => OPEN_STATUSES.includes(lead.status);

/** When a planned instant comes, for a lead whose time runs `speed` times as fast. */
export function dueAt(plan: LeadPlan, planned: number): number {
  return plan.speed === 1 ? planned : plan.arrivedAt + (planned - plan.arrivedAt) / plan.speed;
}

/** When the lead is to be closed; Infinity once it is. */
export function endsAt(plan: LeadPlan): number {
  const end = plan.steps.find((step) => !OPEN_STATUSES.includes(step.status));
  return end ? dueAt(plan, end.at) : Infinity;
}

/**
 * Lets everything happen that is due by `until`.
 *
 * @param stamp - `updated_at` of an event that happened at the given instant.
 * @returns `updated_at` of the last event, or null when nothing was due.
 */
export function playUntil(
  branch: Branch,
  plan: LeadPlan,
  until: number,
  stamp: (at: number) => number,
): number | null {
  const lead = branch.logs.leads.get(plan.leadId)!;
  let last: number | null = null;
  while (plan.touches.length > 0 && dueAt(plan, plan.touches[0]!.at) <= until) {
    const touch = plan.touches.shift()!;
    const at = Math.floor(dueAt(plan, touch.at));
    last = Math.max(last ?? 0, recordTouch(branch, lead.id, touch, at, stamp(at)));
  }
  while (plan.steps.length > 0 && dueAt(plan, plan.steps[0]!.at) <= until) {
    const step = plan.steps.shift()!;
    const at = Math.floor(dueAt(plan, step.at));
    changeStatus(lead, step, at);
    last = Math.max(last ?? 0, stamp(at));
  }
  if (plan.touches.length === 0 && plan.steps.length === 0) branch.plans.delete(plan.leadId);
  return last;
}

/** Adds one interaction; returns its `updated_at`. */
export function recordTouch(
  branch: Branch,
  leadId: string,
  touch: Touch,
  at: number,
  stamp: number,
): number {
  const { id, serial } = branch.nextId('interactions');
  const interaction = {
    id,
    updated_at: '',
    lead_id: leadId,
    type: touch.type,
    direction: touch.direction,
    automated: touch.automated,
    occurred_at: iso(at),
  };
  smudgeInteraction(branch.diceName('interaction', serial), interaction, at);
  branch.logs.interactions.put(interaction, stamp);
  return stamp;
}

export function changeStatus(lead: CrmLead, step: Omit<StatusStep, 'at'>, at: number): void {
  lead.status = step.status;
  lead.status_reason = step.reason;
  lead.status_changed_at = iso(at);
}
