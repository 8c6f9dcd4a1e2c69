/** Predictions stored in one transaction; the job commits with them. Writeback works it. */
export const PREDICTION_STORED = 'prediction-stored';

export interface PredictionsStored {
  dealershipId: string;
  predictionIds: string[];
}

/** Score all open leads of a dealership again: a new champion serves, or time has passed. */
export const RESCORE = 'prediction-rescore';

export interface DealershipToRescore {
  dealershipId: string;
}
