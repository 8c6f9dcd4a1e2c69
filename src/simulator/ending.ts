import { DAY, HOUR } from './calendar.js';
import type { Dice } from './dice.js';
import type { Conversation, Touch } from './talk/scene.js';

/** A change of the CRM's status word. */
export interface StatusStep {
  status: string;
  reason: string | null;
  at: number;
}

export const OPEN_STATUSES: readonly string[] = ['New', 'Contacted', 'Appointment', 'Working'];
export const WON_STATUSES: readonly string[] = ['Sold', 'Delivered'];
export const LOST_STATUSES: readonly string[] = ['Lost', 'Bought Elsewhere', 'No Agreement'];
export const STALE_STATUSES: readonly string[] = ['No Response', 'Closed By System'];
export const EXCLUDED_STATUSES: readonly string[] = [
  'Duplicate',
  'Test',
  'Service Ticket',
  'Parts Order',
  'Imported',
];
/** In no mapping: whoever reads it must ask a person, not guess. */
export const UNKNOWN_STATUS = 'Pending Mgr Rvw';

const LOST_REASONS: Record<string, readonly string[]> = {
  Lost: [
    'Not interested any more',
    'Price',
    'Vehicle sold to somebody else',
    'Too far away',
    'Bad contact data',
  ],
  'Bought Elsewhere': ['Competitor', 'Private seller', 'Other brand'],
  'No Agreement': ['Trade-in value', 'Financing fell through', 'Fees'],
};

export interface Ending {
  steps: StatusStep[];
  /** Touches that only a buyer leaves: the visit and test drive before signing. */
  extra: Touch[];
}

/** The status words from arrival to the end, all dated; later ones than today stay planned. */
export function endingOf(dice: Dice, at: number, talk: Conversation, sold: boolean): Ending {
  const steps = openSteps(at, talk);
  if (sold) return signing(dice, at, talk, steps);
  const engaged = talk.buyerReplies > 1 || talk.appointmentAt !== null || talk.visitAt !== null;
  const lastTouch = lastTalk(at, talk);
  if (dice.chance(engaged ? 0.78 : 0.26)) {
    const status =
      talk.visitAt === null && dice.chance(0.4)
        ? 'Lost'
        : dice.weighted({ Lost: 0.35, 'Bought Elsewhere': 0.4, 'No Agreement': 0.25 });
    const closed = lastTouch + Math.min(75, dice.lognormal(6, 0.9)) * DAY;
    steps.push({ status, reason: dice.pick(LOST_REASONS[status]!), at: Math.floor(closed) });
  } else {
    const status = dice.chance(0.6) ? 'No Response' : 'Closed By System';
    const reason = status === 'No Response' ? 'Customer never answered' : 'Inactivity rule';
    steps.push({ status, reason, at: Math.floor(lastTouch + dice.between(30, 45) * DAY) });
  }
  return { steps: inOrder(steps), extra: [] };
}

/** A lead that is no sales lead: sorted out by the desk within hours. */
export function sortedOut(dice: Dice, at: number, status: string): Ending {
  const steps: StatusStep[] = [
    { status: 'New', reason: null, at },
    { status, reason: null, at: at + Math.floor(dice.between(0.02, 6) * HOUR) },
  ];
  return { steps, extra: [] };
}

function openSteps(at: number, talk: Conversation): StatusStep[] {
  const steps: StatusStep[] = [{ status: 'New', reason: null, at }];
  const reached = (status: string, when: number | null) => {
    if (when !== null) steps.push({ status, reason: null, at: Math.floor(when) });
  };
  reached('Contacted', talk.answerHours === null ? null : at + talk.answerHours * HOUR);
  reached('Appointment', talk.appointmentAt);
  reached('Working', talk.visitAt);
  return steps;
}

function signing(dice: Dice, at: number, talk: Conversation, steps: StatusStep[]): Ending {
  const ready = talk.visitAt ?? at + Math.max(talk.answerHours ?? 3, 2) * HOUR;
  const soldAt = Math.floor(Math.min(at + 60 * DAY, ready + dice.lognormal(3.5, 1.1) * DAY));
  const extra: Touch[] = [];
  if (talk.visitAt === null) {
    const visit = soldAt - Math.min((soldAt - at) / 2, dice.between(2, 30) * HOUR);
    extra.push({ type: 'visit', direction: 'in', automated: false, at: Math.floor(visit) });
    if (dice.chance(0.7))
      extra.push({
        type: 'test_drive',
        direction: 'in',
        automated: false,
        at: Math.floor((visit + soldAt) / 2),
      });
    steps.push({ status: 'Working', reason: null, at: Math.floor(visit) });
  }
  const kept = steps.filter((step) => step.at < soldAt);
  kept.push({ status: 'Sold', reason: null, at: soldAt });
  if (dice.chance(0.5))
    kept.push({
      status: 'Delivered',
      reason: null,
      at: soldAt + Math.floor(dice.between(1, 4) * DAY),
    });
  return { steps: inOrder(kept), extra };
}

function lastTalk(at: number, talk: Conversation): number {
  return talk.touches.reduce(
    (last, touch) => (touch.automated ? last : Math.max(last, touch.at)),
    at,
  );
}

/** By time; words that would come after the lead was closed are dropped, a step back never happens. */
function inOrder(steps: StatusStep[]): StatusStep[] {
  const rank = (step: StatusStep): number => {
    const open = OPEN_STATUSES.indexOf(step.status);
    return open >= 0 ? open : step.status === 'Delivered' ? 6 : 5;
  };
  const sorted = steps.toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
  let highest = -1;
  return sorted.filter((step) => {
    const forward = rank(step) > highest;
    if (forward) highest = rank(step);
    return forward;
  });
}
