import { Dice } from '../dice.js';
import type { ArrivalWishes } from '../world/draft.js';
import {
  arriveNow,
  loseNow,
  playDue,
  reportOutcomes,
  sellNow,
  type ArrivedLead,
  type ReportedOutcome,
} from '../world/events.js';
import type { World } from '../world/world.js';
import { announce, type Announcement, type Door, type Notify } from './notify.js';

export interface LiveOptions {
  world: World;
  /** Mean time between new leads over the whole group; null: none by themselves. Default 6,000. */
  arrivalEveryMs?: number | null;
  /** Time between reported outcomes; null: none by themselves. Default 5,000. */
  outcomeEveryMs?: number | null;
  /** How many times faster than real a live lead's answers and replies come. Default 30. */
  speed?: number;
  /** Announces each new lead, by JSON and ADF in turn. */
  notify?: Notify;
  onArrival?: (arrived: ArrivedLead) => void;
  onOutcome?: (outcome: ReportedOutcome) => void;
  onAnnounced?: (announcement: Announcement) => void;
  /** Epoch milliseconds; the real clock by default. */
  clock?: () => number;
}

export interface LiveCounts {
  arrived: number;
  outcomes: number;
  announced: number;
  /** Announcements that were refused or not answered. */
  notTaken: number;
}

const TICK_MS = 500;

/** Time goes on: leads arrive, the desk answers, people buy or do not. Timers never keep the process alive. */
export function startLive(options: LiveOptions): Live {
  const live = new Live(options);
  live.start();
  return live;
}

export class Live {
  readonly counts: LiveCounts = { arrived: 0, outcomes: 0, announced: 0, notTaken: 0 };
  readonly #world: World;
  readonly #options: LiveOptions;
  readonly #clock: () => number;
  readonly #dice: Dice;
  readonly #underway = new Set<Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #nextDoor = 0;

  constructor(options: LiveOptions) {
    this.#world = options.world;
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#dice = new Dice(`${options.world.seed}/live/${this.#clock()}`);
  }

  start(): void {
    const { arrivalEveryMs = 6_000, outcomeEveryMs = 5_000 } = this.#options;
    this.#every(
      () => TICK_MS,
      () => void this.tick(),
    );
    if (arrivalEveryMs !== null) {
      this.#every(
        () => Math.max(50, this.#dice.exponential(arrivalEveryMs)),
        () => void this.arrive(),
      );
    }
    if (outcomeEveryMs !== null)
      this.#every(
        () => outcomeEveryMs,
        () => void this.reportOutcomes(1),
      );
  }

  /** Lets everything happen that is due by now; returns how many leads changed. */
  tick(): number {
    return playDue(this.#world, this.#clock());
  }

  /** A new lead, now; at a rooftop drawn by chance unless one is named. */
  arrive(wishes: ArrivalWishes & { rooftop?: string; speed?: number } = {}): ArrivedLead {
    const { rooftop = this.#dice.pick(this.#world.rooftops).key, ...rest } = wishes;
    const speed = this.#options.speed ?? 30;
    const arrived = arriveNow(this.#world, rooftop, this.#clock(), { speed, ...rest });
    this.counts.arrived += 1;
    this.#options.onArrival?.(arrived);
    this.#announce(arrived);
    return arrived;
  }

  /** @throws Error when there is no such open lead. */
  sell(leadId: string): ReportedOutcome {
    return this.#count(sellNow(this.#world, leadId, this.#clock()));
  }

  /** @throws Error when there is no such open lead. */
  lose(leadId: string): ReportedOutcome {
    return this.#count(loseNow(this.#world, leadId, this.#clock()));
  }

  /** Closes up to `count` open leads as fate had decided. */
  reportOutcomes(count: number): ReportedOutcome[] {
    const outcomes = reportOutcomes(this.#world, count, this.#clock());
    for (const outcome of outcomes) this.#count(outcome);
    return outcomes;
  }

  /** Waits until every announcement so far is answered. */
  async announced(): Promise<void> {
    await Promise.all(this.#underway);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.announced();
  }

  #count(outcome: ReportedOutcome): ReportedOutcome {
    this.counts.outcomes += 1;
    this.#options.onOutcome?.(outcome);
    return outcome;
  }

  #announce(arrived: ArrivedLead): void {
    const { notify = {} } = this.#options;
    const doors = (['json', 'adf'] as Door[]).filter((door) => notify[door]);
    if (doors.length === 0) return;
    const door = doors[this.#nextDoor++ % doors.length]!;
    const sending = this.#send(notify, door, arrived).finally(() => this.#underway.delete(sending));
    this.#underway.add(sending);
  }

  async #send(notify: Notify, door: Door, arrived: ArrivedLead): Promise<void> {
    const { rooftop } = this.#world.branch(arrived.rooftop);
    const announcement = await announce(notify, door, arrived, rooftop);
    this.counts.announced += 1;
    if (announcement.status === null || announcement.status >= 400) this.counts.notTaken += 1;
    this.#options.onAnnounced?.(announcement);
  }

  #every(wait: () => number, act: () => void): void {
    const next = () => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        act();
        next();
      }, wait());
      timer.unref();
      this.#timers.add(timer);
    };
    next();
  }
}
