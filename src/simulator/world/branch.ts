import { DAY, LocalCalendar } from '../calendar.js';
import type { StatusStep } from '../ending.js';
import type {
  CrmCustomer,
  CrmInteraction,
  CrmLead,
  CrmVehicle,
  RecordKind,
  RecordOf,
} from '../records.js';
import type { Rooftop } from '../rooftops.js';
import { Lot } from '../stock/lot.js';
import type { StockVehicle } from '../stock/vehicle.js';
import type { Touch } from '../talk/scene.js';
import { ChangeLog } from './change-log.js';
import { externalId } from './ids.js';
import { ScoreBook, type ScoreBookState } from './score-book.js';

/** Leads a day at one rooftop: about 280 a month. */
export const LEADS_PER_DAY = (280 * 12) / 365;

/** What is still to happen to a lead; gone once nothing is. */
export interface LeadPlan {
  leadId: string;
  arrivedAt: number;
  /** How many times faster than planned time runs for it; 1 but for leads that arrived live. */
  speed: number;
  touches: Touch[];
  steps: StatusStep[];
}

/** What only the simulator knows of a sales lead. For benches and tests, never for product code. */
export interface LeadTruth {
  /** The chance of a sale the dice were thrown with. */
  probability: number;
  urgency: number;
  sold: boolean;
}

export interface BranchState {
  key: string;
  customers: CrmCustomer[];
  vehicles: StockVehicle[];
  leads: CrmLead[];
  interactions: CrmInteraction[];
  plans: LeadPlan[];
  truths: [string, LeadTruth][];
  distances: [string, number][];
  serials: Record<RecordKind, number>;
  arrivals: number[];
  scores: ScoreBookState;
}

/** One rooftop's part of the world: its records, its lot, and what is yet to come. */
export class Branch {
  readonly calendar: LocalCalendar;
  readonly logs: { [K in RecordKind]: ChangeLog<RecordOf[K]> } = {
    customers: new ChangeLog<CrmCustomer>(),
    vehicles: new ChangeLog<CrmVehicle>(),
    leads: new ChangeLog<CrmLead>(),
    interactions: new ChangeLog<CrmInteraction>(),
  };
  readonly stock = new Map<string, StockVehicle>();
  readonly plans = new Map<string, LeadPlan>();
  readonly truths = new Map<string, LeadTruth>();
  /** Miles for every customer, also where the CRM was never told. */
  readonly distances = new Map<string, number>();
  readonly scores = new ScoreBook();
  lot = new Lot([]);
  /** Arrival instants of the last day, ascending. */
  arrivals: number[] = [];
  /** The newest leads, for duplicates and people who come back. */
  recent: { lead: CrmLead; at: number }[] = [];
  readonly serials: Record<RecordKind, number> = {
    customers: 0,
    vehicles: 0,
    leads: 0,
    interactions: 0,
  };

  constructor(
    readonly seed: number,
    readonly rooftop: Rooftop,
    readonly index: number,
    readonly startedAt: number,
  ) {
    this.calendar = new LocalCalendar(rooftop.timeZone);
  }

  nextId(kind: RecordKind): { id: string; serial: number } {
    const serial = this.serials[kind]++;
    return { serial, id: externalId({ key: this.rooftop.key, index: this.index }, kind, serial) };
  }

  /** Name of a stream of dice that belongs to this rooftop alone. */
  diceName(what: string, serial: number): string {
    return `${this.seed}/${this.rooftop.key}/${what}/${serial}`;
  }

  yearsIn(at: number): number {
    return (at - this.startedAt) / (365 * DAY);
  }

  /** Counts an arrival and says how crowded the last 24 hours were, 1 = usual. */
  countArrival(at: number): number {
    while (this.arrivals.length > 0 && this.arrivals[0]! < at - DAY) this.arrivals.shift();
    this.arrivals.push(at);
    return this.arrivals.length / LEADS_PER_DAY;
  }

  remember(lead: CrmLead, at: number): void {
    this.recent.push({ lead, at });
    if (this.recent.length > 240) this.recent.splice(0, 40);
  }
}
