import { InvalidEstimatorStateError } from '../fitting-errors.js';
import { LATE_TERMS, leadTerms, TERMS } from './at-risk.js';
import { CAUSES, lateness, TOLD_DAYS, type Cause, type LeadAtCutoff } from './follow-up.js';
import type { LogitCoefficients } from './ridge-logit.js';
import { tiltTowards, type TiltedIntervals } from './sale-tilt.js';

export interface HazardsState {
  horizonDays: number;
  /** Of the intervals, in days after the cutoff, ascending. */
  ends: number[];
  causes: Record<Cause, LogitCoefficients>;
}

/** Where a lead stands `days` after the cutoff; the four add up to 1. */
export interface OutcomeChances {
  days: number;
  won: number;
  lost: number;
  stale: number;
  open: number;
}

type Chances = Omit<OutcomeChances, 'days'>;

/** A lead is asked about at least this share of the horizon, however old it is. */
const LEAST_LEFT = 1 / 3;
/** Log-odds beyond which a hazard does not move. */
const FARTHEST = 30;

/**
 * What becomes of a lead, by when: discrete-time hazards of three causes that compete for it. In each
 * interval WON is asked first, then LOST of those not won, then STALE of the rest; each hazard's
 * log-odds are linear in the estimator's.
 *
 * @see Tutz & Schmid 2016, chapter 8
 */
export class CompetingHazards {
  private readonly lates: number[];
  /** Of the lead last asked about: chance to pass each interval unended, by cause. Shape [intervals, causes]. */
  private readonly passing: Float64Array;

  constructor(private readonly state: HazardsState) {
    const { ends, causes, horizonDays } = state ?? {};
    const sound = (of: LogitCoefficients | undefined): boolean =>
      of?.intercepts?.length === ends.length &&
      of.slopes?.length === TERMS + LATE_TERMS &&
      [...of.intercepts, ...of.slopes].every(Number.isFinite);
    if (!(horizonDays > 0) || !ends?.length || !CAUSES.every((cause) => sound(causes?.[cause]))) {
      throw new InvalidEstimatorStateError('The saved hazards are damaged.');
    }
    this.lates = ends.map((end, j) => lateness(ends[j - 1] ?? 0, end));
    this.passing = new Float64Array(ends.length * CAUSES.length);
  }

  /**
   * Of WON within the horizon, counted from arrival; rising with the estimator's own. A lead that has
   * come near the horizon is asked about the next third of it.
   */
  logOdds(lead: LeadAtCutoff): number {
    this.ask(lead, 0);
    return this.horizonLogOdds(lead);
  }

  /**
   * At each of {@link TOLD_DAYS} after the cutoff.
   *
   * @param score - Log-odds of {@link logOdds} that others gave, and that these chances are held to.
   */
  outcomes(lead: LeadAtCutoff, score?: number): OutcomeChances[] {
    this.ask(lead, this.tiltTo(lead, score));
    return this.toldOutcomes();
  }

  /** The log-odds and the chances that go with them, for one asking. */
  foretell(lead: LeadAtCutoff): { logOdds: number; outcomes: OutcomeChances[] } {
    this.ask(lead, 0);
    return { logOdds: this.horizonLogOdds(lead), outcomes: this.toldOutcomes() };
  }

  /** Chance that nothing ends the lead within `days` but, perhaps, a sale. */
  spared(lead: LeadAtCutoff, days: number, score?: number): number {
    this.ask(lead, this.tiltTo(lead, score));
    const { won, open } = this.after(days);
    return won + open;
  }

  /** Whether more log-odds always mean a better chance, whatever the lead's age and silence. */
  rise(): boolean {
    const { horizonDays } = this.state;
    for (const ageDays of [0, 7, horizonDays / 2]) {
      for (const silenceDays of [0, ageDays]) {
        let before = -Infinity;
        for (let logOdds = -12; logOdds <= 6; logOdds += 0.25) {
          const now = this.logOdds({ logOdds, ageDays, silenceDays });
          if (!(now > before)) return false;
          before = now;
        }
      }
    }
    return true;
  }

  toState(): HazardsState {
    return this.state;
  }

  private daysLeft({ ageDays }: LeadAtCutoff): number {
    const { horizonDays } = this.state;
    return Math.max(horizonDays - Math.max(0, ageDays), LEAST_LEFT * horizonDays);
  }

  private horizonLogOdds(lead: LeadAtCutoff): number {
    const { won, lost, stale, open } = this.after(this.daysLeft(lead));
    return Math.log(won) - Math.log(lost + stale + open);
  }

  private toldOutcomes(): OutcomeChances[] {
    const chances = { won: 0, lost: 0, stale: 0, open: 1 };
    let from = 0;
    return TOLD_DAYS.map((days) => {
      this.pass(chances, from, days);
      from = days;
      const { won, lost, stale } = endedWithinOne(chances);
      // Exactly, in floating point too: `won + lost + stale + open === 1` from left to right.
      return { days, won, lost, stale, open: 1 - (won + lost + stale) };
    });
  }

  private after(days: number): Chances {
    const chances = { won: 0, lost: 0, stale: 0, open: 1 };
    this.pass(chances, 0, days);
    return chances;
  }

  /** Moves the chances from one day on to another. An interval cut short keeps its hazard a day. */
  private pass(chances: Chances, from: number, to: number): void {
    const { ends } = this.state;
    for (let j = 0; j < ends.length; j++) {
      const end = ends[j]!;
      if (end <= from) continue;
      const start = j ? ends[j - 1]! : 0;
      if (start >= to) break;
      const part = (Math.min(to, end) - Math.max(from, start)) / (end - start);
      for (let cause = 0; cause < CAUSES.length; cause++) {
        const whole = this.passing[j * CAUSES.length + cause]!;
        const kept = part < 1 ? whole ** part : whole;
        chances[CAUSES[cause]!] += chances.open * (1 - kept);
        chances.open *= kept;
      }
    }
  }

  /** Works out once what every horizon is then read from. */
  private ask(lead: LeadAtCutoff, tilt: number): void {
    for (const [cause, predictor] of this.predictorsOf(lead, tilt).entries())
      for (let j = 0; j < this.lates.length; j++)
        this.passing[j * CAUSES.length + cause] = notEnding(this.at(predictor, j));
  }

  /** What holds a sale to a score that others gave; the other endings keep their hazards. */
  private tiltTo(lead: LeadAtCutoff, score: number | undefined): number {
    if (score === undefined) return 0;
    const { ends } = this.state;
    const days = this.daysLeft(lead);
    const [won, ...others] = this.predictorsOf(lead, 0);
    const intervals: TiltedIntervals = { sale: [], part: [], spared: [] };
    for (let j = 0; j < ends.length && (ends[j - 1] ?? 0) < days; j++) {
      const start = ends[j - 1] ?? 0;
      const part = (Math.min(days, ends[j]!) - start) / (ends[j]! - start);
      const spared = others.reduce((all, one) => all * notEnding(this.at(one, j)), 1);
      intervals.sale.push(this.at(won!, j));
      intervals.part.push(part);
      intervals.spared.push(spared ** part);
    }
    return tiltTowards(intervals, score);
  }

  private at({ intercepts, always, late }: Predictor, interval: number): number {
    return intercepts[interval]! + always + late * this.lates[interval]!;
  }

  /** In the order of {@link CAUSES}. */
  private predictorsOf(lead: LeadAtCutoff, tilt: number): Predictor[] {
    const terms = leadTerms(lead, lead.ageDays);
    return CAUSES.map((cause) => {
      const { intercepts, slopes } = this.state.causes[cause];
      let always = cause === 'won' ? tilt : 0;
      let late = 0;
      for (let k = 0; k < TERMS; k++) always += slopes[k]! * terms[k]!;
      for (let k = 0; k < LATE_TERMS; k++) late += slopes[TERMS + k]! * terms[k]!;
      return { intercepts, always, late };
    });
  }
}

/** Log-odds of a lead's hazard: `intercepts[interval] + always + late * lateness`. */
interface Predictor {
  intercepts: number[];
  always: number;
  late: number;
}

/** 1 less the hazard. */
const notEnding = (predictor: number): number =>
  1 / (1 + Math.exp(Math.min(FARTHEST, Math.max(-FARTHEST, predictor))));

const JUST_BELOW_ONE = 1 - Number.EPSILON;

/** Rounding can carry the sum of the endings past 1; then each is made less by a hair. */
function endedWithinOne({ won, lost, stale }: Chances): Omit<Chances, 'open'> {
  let by = 1;
  while (by * won + by * lost + by * stale > 1) by *= JUST_BELOW_ONE;
  return { won: by * won, lost: by * lost, stale: by * stale };
}
