import { DAY } from '../calendar.js';
import { GROUP_NAME, openRooftops, type Rooftop } from '../rooftops.js';
import { receiveLead } from './arrival.js';
import { Branch, LEADS_PER_DAY, type LeadTruth } from './branch.js';
import { Dice } from '../dice.js';
import { playUntil } from './playing.js';
import { showStock, stockHistory } from './stocking.js';

export interface WorldOptions {
  /** Same seed and same `now`: the same world, record by record. */
  seed: number;
  /** End of the history and beginning of live time. */
  now: Date;
  /** 1 to 6; default 3. */
  rooftops?: number;
  /** Length of the history; default 24. */
  months?: number;
}

/** A dealership group, its CRM records and everything still to come. Changed only by the server and by live mode. */
export class World {
  readonly groupName = GROUP_NAME;
  readonly branches: ReadonlyMap<string, Branch>;
  #stamp = 0;

  constructor(
    readonly seed: number,
    readonly startedAt: number,
    rooftops: number,
  ) {
    const opened = openRooftops(seed, rooftops);
    this.branches = new Map(
      opened.map((rooftop, index) => [rooftop.key, new Branch(seed, rooftop, index, startedAt)]),
    );
  }

  get rooftops(): Rooftop[] {
    return Array.from(this.branches.values(), (branch) => branch.rooftop);
  }

  /** @throws Error naming the known rooftops when there is none of that key. */
  branch(key: string): Branch {
    const branch = this.branches.get(key);
    if (!branch)
      throw new Error(`no rooftop '${key}'; there are ${[...this.branches.keys()].join(', ')}`);
    return branch;
  }

  /** The rooftop that holds a lead. @throws Error when none does. */
  branchOf(leadId: string): Branch {
    for (const branch of this.branches.values()) if (branch.logs.leads.get(leadId)) return branch;
    throw new Error(`no lead '${leadId}' at any rooftop`);
  }

  /** What the dice decided about a sales lead; undefined for duplicates, service tickets and the like. Tests and benches only. */
  truth(leadId: string): LeadTruth | undefined {
    for (const branch of this.branches.values()) {
      const truth = branch.truths.get(leadId);
      if (truth) return truth;
    }
    return undefined;
  }

  /** `updated_at` for a change made at `at`: never before anything stamped or served already. */
  stamp(at: number): number {
    this.#stamp = Math.max(this.#stamp, Math.floor(at));
    return this.#stamp;
  }

  /**
   * The time the server tells a reader. Whatever changes afterwards is stamped later than this, so
   * a reader who stands at the newest record cannot miss a change of the same millisecond.
   */
  served(at: number): number {
    const shown = this.stamp(at);
    this.#stamp = shown + 1;
    return shown;
  }
}

/**
 * Makes a dealership group with its whole history. Deterministic for (seed, now, rooftops, months).
 *
 * @throws RangeError when `rooftops` or `months` is out of range.
 */
export function createWorld({ seed, now, rooftops = 3, months = 24 }: WorldOptions): World {
  if (!(months >= 1 && months <= 120))
    throw new RangeError(`months must be from 1 to 120, not ${months}`);
  const end = now.getTime();
  const start = end - Math.round((months * 365 * DAY) / 12);
  const world = new World(seed, start, rooftops);
  for (const branch of world.branches.values()) {
    stockHistory(branch, start, end);
    for (const at of arrivalsBetween(branch, start, end)) arriveInHistory(branch, at, end);
    showStock(branch, end);
  }
  world.stamp(end);
  return world;
}

function arriveInHistory(branch: Branch, at: number, end: number): void {
  const { lead, plan } = receiveLead(branch, at);
  branch.plans.set(lead.id, plan);
  branch.logs.leads.put(lead, at);
  const last = playUntil(branch, plan, end, (happened) => happened);
  if (last !== null && last > at) branch.logs.leads.put(lead, last);
}

/** Busy and quiet days, busy and quiet hours. */
function arrivalsBetween(branch: Branch, start: number, end: number): number[] {
  const dice = new Dice(branch.diceName('arrivals', 0));
  const arrivals: number[] = [];
  for (let noon = start; noon < end + DAY; noon += DAY) {
    const count = dice.poisson(LEADS_PER_DAY * branch.calendar.rate(noon));
    for (let i = 0; i < count; i++) arrivals.push(branch.calendar.momentOf(noon, dice.next()));
  }
  return arrivals.filter((at) => at >= start && at <= end).toSorted((a, b) => a - b);
}
