import {
  clocksAt,
  clocksOf,
  type FeatureColumn,
  type FeatureTable,
  type FeatureVector,
  type LeadClocks,
} from '#features';
import type { ModelArtifact } from './artifact.js';
import { CalibrationTable, type ScoreInterval } from './calibration/calibration-table.js';
import type { Calibrator } from './calibration/calibrator.js';
import { restoreCalibrator } from './calibration/restore-calibrator.js';
import { restoreEstimator } from './estimator-families.js';
import type { Contributions, Estimator } from './estimator.js';
import { CompetingHazards, type OutcomeChances } from './hazard/competing-hazards.js';
import { LeadsAlike } from './background/leads-alike.js';
import { UsualLeads } from './background/usual-leads.js';
import { sigmoid } from './metrics.js';

/** One lead's score with its range and its reasons; the reasons add up to `logOdds`. */
export interface ScoredVector {
  /** Calibrated P(WON), within (0, 1). */
  score: number;
  interval: ScoreInterval;
  contributions: Contributions;
  /** Where the lead will stand, and when; null where the model has not learned it. */
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
    this.usual = background ? new UsualLeads(background.usual) : UsualLeads.none();
  }

  /** One lead, fast: no tensors. */
  score(vector: FeatureVector): ScoredVector {
    const own = this.estimator.explain(vector);
    const clocks = clocksOf(vector);
    const contributions = shared(own, (logOdds) => this.adjusted(logOdds, clocks));
    const score = sigmoid(contributions.logOdds);
    const lead = { ...clocks, logOdds: own.logOdds };
    return {
      score,
      interval: this.calibrationTable.intervalFor(score),
      contributions,
      outcomes: this.hazards?.outcomes(lead, contributions.logOdds) ?? null,
    };
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
    const { logOdds } = this.estimator.explain(vector);
    const clocks = clocksOf(vector);
    const score = this.adjusted(logOdds, clocks);
    return this.hazards?.spared({ ...clocks, logOdds }, days, score);
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
  { logOdds, bias, byFeature }: Contributions,
  adjust: (logOdds: number) => number,
): Contributions {
  const adjusted = adjust(logOdds);
  const distance = logOdds - bias;
  const ratio = Math.abs(distance) < NO_DISTANCE ? 1 : (adjusted - adjust(bias)) / distance;
  // Copied and changed, because it is laid out flat: an object made of entries is a slow one.
  const parts = { ...byFeature };
  for (const name in parts) parts[name]! *= ratio;
  return { logOdds: adjusted, bias: adjusted - distance * ratio, byFeature: parts };
}
