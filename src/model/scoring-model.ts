import {
  clocksAt,
  lifeStage,
  rowClocks,
  rowOf,
  type FeatureColumn,
  type FeatureRow,
  type FeatureTable,
  type FeatureVector,
  type LeadClocks,
} from '#features';
import type { ModelArtifact } from './artifact.js';
import { CalibrationTable, type ScoreInterval } from './calibration/calibration-table.js';
import type { Calibrator } from './calibration/calibrator.js';
import { restoreCalibrator } from './calibration/restore-calibrator.js';
import { restoreEstimator } from './estimator-families.js';
import type { Contributions, Estimator, RowContributions, RowExplainer } from './estimator.js';
import { CompetingHazards, type OutcomeChances } from './hazard/competing-hazards.js';
import { LeadsAlike } from './background/leads-alike.js';
import { UsualLeads } from './background/usual-leads.js';
import { partsByName, rowExplainerOf } from './row-explaining.js';
import { sigmoid } from './net/log-odds.js';

/** One lead's score with its range and its reasons; the reasons add up to `logOdds`. */
export interface ScoredVector {
  /** Calibrated P(WON), within (0, 1). */
  score: number;
  interval: ScoreInterval;
  contributions: Contributions;
  /** Where the lead will stand, and when; null where the model has not learned it. */
  outcomes: OutcomeChances[] | null;
}

/** The same of a row, its reasons in the order of the model's columns. */
export type ScoredRow = Omit<ScoredVector, 'contributions'> & { contributions: RowContributions };

interface Foretold {
  logOdds: number;
  outcomes: OutcomeChances[] | null;
}

/** Log-odds nearer than this to the bias are not worth a ratio. */
const NO_DISTANCE = 1e-6;

/** A saved model, ready to score: estimator, calibrator, hazards and calibration table together. */
export class ScoringModel {
  readonly family: string;
  readonly columns: FeatureColumn[];
  readonly estimator: Estimator;
  readonly calibrationTable: CalibrationTable;
  /** What became of earlier leads alike. */
  readonly alike: LeadsAlike;
  /** What contributions are told against. */
  readonly usual: UsualLeads;
  private readonly calibrator: Calibrator;
  private readonly hazards: CompetingHazards | undefined;
  private readonly hazardsHeld: boolean;
  private readonly explain: RowExplainer;
  private readonly clocks: (row: FeatureRow) => LeadClocks;
  /** Parts in the order of the columns, by name. */
  readonly partsByName: (parts: readonly number[]) => Contributions['byFeature'];
  private readonly ageAt: number;

  constructor(artifact: ModelArtifact) {
    this.family = artifact.family;
    this.columns = artifact.columns;
    this.estimator = restoreEstimator(artifact);
    this.calibrator = restoreCalibrator(artifact.calibration.calibrator);
    this.calibrationTable = new CalibrationTable(artifact.calibration.table);
    this.hazards = artifact.hazards && new CompetingHazards(artifact.hazards);
    this.hazardsHeld = artifact.hazardsHeld ?? false;
    const { background } = artifact;
    this.alike = background ? new LeadsAlike(background.alike) : LeadsAlike.none();
    const usual = background ? new UsualLeads(background.usual) : UsualLeads.none();
    this.usual = usual.inOrderOf(this.columns);
    this.explain = rowExplainerOf(this.estimator, this.columns);
    this.clocks = rowClocks(this.columns);
    this.partsByName = partsByName(this.columns);
    this.ageAt = this.columns.findIndex(({ name }) => name === 'ageHours');
  }

  /** One lead, fast: no tensors. */
  score(vector: FeatureVector): ScoredVector {
    const scored = this.scoreRow(rowOf(vector, this.columns));
    const { logOdds, bias, parts } = scored.contributions;
    return { ...scored, contributions: { logOdds, bias, byFeature: this.partsByName(parts) } };
  }

  /** As {@link score}, without looking up a single name. */
  scoreRow(row: FeatureRow): ScoredRow {
    const own = this.explain(row);
    const clocks = this.clocks(row);
    const { logOdds, outcomes } = this.foretold(own.logOdds, clocks);
    const contributions = shared(own, logOdds, this.adjusted(own.bias, clocks));
    const score = sigmoid(logOdds);
    const interval = this.calibrationTable.intervalFor(score);
    return { score, interval, contributions, outcomes };
  }

  /** Where in its life the lead of a row is; see `lifeStage`. */
  stageOf(row: FeatureRow): number {
    return lifeStage(row[this.ageAt]);
  }

  /** Shape [rows]; each in (0, 1). */
  scoreAll(table: FeatureTable): Float64Array {
    return this.estimator
      .predictLogOdds(table)
      .map((logOdds, row) => sigmoid(this.adjusted(logOdds, clocksAt(table, row))));
  }

  /**
   * Chance that a lead which nobody works is still there after `days`: neither lost nor gone quiet.
   * Undefined where the model has not learned it.
   */
  lasting(vector: FeatureVector, days: number): number | undefined {
    const row = rowOf(vector, this.columns);
    const { logOdds } = this.explain(row);
    const clocks = this.clocks(row);
    const score = this.adjusted(logOdds, clocks);
    return this.hazards?.spared({ ...clocks, logOdds }, days, score);
  }

  /** The score's log-odds with the chances of every outcome, from an estimator's log-odds. */
  private foretold(logOdds: number, clocks: LeadClocks): Foretold {
    const { hazards } = this;
    const lead = { ...clocks, logOdds };
    // Most often the score is the hazards' own: one asking is enough.
    if (hazards && !this.hazardsHeld && this.calibrator.apply(logOdds) === logOdds)
      return hazards.foretell(lead);
    const adjusted = this.adjusted(logOdds, clocks);
    return { logOdds: adjusted, outcomes: hazards?.outcomes(lead, adjusted) ?? null };
  }

  /** Rises with `logOdds`. */
  private adjusted(logOdds: number, clocks: LeadClocks): number {
    const calibrated = this.calibrator.apply(logOdds);
    if (!this.hazards || this.hazardsHeld) return calibrated;
    return this.hazards.logOdds({ ...clocks, logOdds: calibrated });
  }
}

/**
 * The estimator's parts after its log-odds were adjusted: the bias goes where a lead without parts
 * would go, and what lies between that and the lead is shared out in proportion, so that no part
 * changes its side or its place.
 */
function shared(
  { logOdds, bias, parts }: RowContributions,
  adjusted: number,
  adjustedBias: number,
): RowContributions {
  const distance = logOdds - bias;
  const ratio = Math.abs(distance) < NO_DISTANCE ? 1 : (adjusted - adjustedBias) / distance;
  for (let at = 0; at < parts.length; at++) parts[at]! *= ratio;
  return { logOdds: adjusted, bias: adjusted - distance * ratio, parts };
}
