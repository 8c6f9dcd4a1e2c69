import type { LocalCalendar } from '../calendar.js';
import type { InteractionType } from '../records.js';
import type { Rep } from '../rooftops.js';
import type { Shopper } from './shopper.js';

/** One dated touch between a shopper and the desk, before it has an id. */
export interface Touch {
  type: InteractionType;
  direction: 'in' | 'out' | 'internal';
  automated: boolean;
  at: number;
}

/** How the first three days went; what decides the sale and what the CRM can see are both read from here. */
export interface Conversation {
  /** Ascending by `at`. */
  touches: Touch[];
  /** Hours until a person answered; null = nobody ever did. */
  answerHours: number | null;
  buyerReplies: number;
  appointmentAt: number | null;
  visitAt: number | null;
}

export interface Scene {
  at: number;
  calendar: LocalCalendar;
  shopper: Shopper;
  rep: Rep;
  /** Leads of the last 24 hours against the usual number; 1 = usual. */
  deskLoad: number;
  hasPhone: boolean;
}

/** Writes one touch into the talk and returns its instant. */
export type Add = (
  type: InteractionType,
  direction: Touch['direction'],
  at: number,
  automated?: boolean,
) => number;
