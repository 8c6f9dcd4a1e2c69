import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import type { ModelArtifact } from './artifact.js';
import { CalibrationTable, type ScoreInterval } from './calibration/calibration-table.js';
import { restoreCalibrator, type Calibrator } from './calibration/calibrator.js';
import { restoreEstimator } from './estimator-families.js';
import type { Contributions, Estimator } from './estimator.js';
import { sigmoid } from './metrics.js';

/** One lead's score with its range and its reasons; the reasons add up to `logOdds`. */
export interface ScoredVector {
  /** Calibrated P(WON), within (0, 1). */
  score: number;
  interval: ScoreInterval;
  contributions: Contributions;
}

/** A saved model, ready to score: estimator, calibrator and calibration table together. */
export class ScoringModel {
  readonly family: string;
  readonly columns: FeatureColumn[];
  readonly estimator: Estimator;
  readonly calibrationTable: CalibrationTable;
  private readonly calibrator: Calibrator;

  constructor(artifact: ModelArtifact) {
    this.family = artifact.family;
    this.columns = artifact.columns;
    this.estimator = restoreEstimator(artifact);
    this.calibrator = restoreCalibrator(artifact.calibration.calibrator);
    this.calibrationTable = new CalibrationTable(artifact.calibration.table);
  }

  /** One lead, fast: no tensors. */
  score(vector: FeatureVector): ScoredVector {
    const { logOdds, bias, byFeature } = this.estimator.explain(vector);
    const calibrated = this.calibrator.apply(logOdds);
    const score = sigmoid(calibrated);
    return {
      score,
      interval: this.calibrationTable.intervalFor(score),
      // what calibration moves belongs to no feature
      contributions: { logOdds: calibrated, bias: bias + calibrated - logOdds, byFeature },
    };
  }

  /** Shape [rows]; each in (0, 1). */
  scoreAll(table: FeatureTable): Float64Array {
    return this.estimator
      .predictLogOdds(table)
      .map((logOdds) => sigmoid(this.calibrator.apply(logOdds)));
  }
}
