import { Injectable } from '@nestjs/common';
import type { Outcome } from '#leads';
import type { EntityManager } from 'typeorm';

import type { Band } from './likelihood.js';
import type { Prediction } from './prediction.js';

const COLUMNS = `
  prediction.id, prediction.lead_id AS "leadId", prediction.model_version_id AS "modelVersionId",
  (SELECT number FROM model_version AS version WHERE version.id = prediction.model_version_id)
    AS "modelNumber",
  prediction.cutoff, prediction.made_at AS "madeAt", prediction.log_odds AS "logOdds",
  prediction.score, prediction.lower, prediction.upper, prediction.band,
  prediction.reasons AS explanation, prediction.outcomes, prediction.features`;

/** The score that counts now. */
export interface CurrentScore {
  leadId: string;
  predictionId: string;
  score: number;
  band: Band;
  modelVersionId: string;
}

/** A score that counts, and the connection its lead came through. */
export interface StandingScore {
  id: string;
  leadId: string;
  connectionId: string;
  score: number;
  band: Band;
}

export interface RankedLead {
  leadId: string;
  score: number;
}

/** Every score ever given, and the one that counts; every method runs inside the dealership's tenancy. */
@Injectable()
export class PredictionStore {
  /** Adds predictions and makes each its lead's current score, unless a newer one is there already. */
  async save(
    manager: EntityManager,
    dealershipId: string,
    predictions: readonly Prediction[],
  ): Promise<void> {
    await manager.query(
      `WITH given AS MATERIALIZED (
         SELECT * FROM jsonb_to_recordset($2::jsonb) AS entry(id uuid, "leadId" uuid,
           "modelVersionId" uuid, cutoff timestamptz, "madeAt" timestamptz, "logOdds" float8,
           score float8, lower float8, upper float8, band text, explanation jsonb, outcomes jsonb,
           features jsonb)
       ), added AS (
         INSERT INTO prediction (dealership_id, id, lead_id, model_version_id, cutoff, made_at,
           log_odds, score, lower, upper, band, reasons, outcomes, features)
         SELECT $1, id, "leadId", "modelVersionId", cutoff, "madeAt", "logOdds", score, lower, upper,
           band, explanation, outcomes, features FROM given
       )
       INSERT INTO current_score (dealership_id, lead_id, prediction_id, score, band)
       -- In one order everywhere, so that two batches cannot wait for each other.
       SELECT $1, "leadId", id, score, band FROM given ORDER BY "leadId"
       ON CONFLICT (dealership_id, lead_id) DO UPDATE
         SET prediction_id = excluded.prediction_id, score = excluded.score, band = excluded.band
         WHERE (SELECT made_at FROM prediction AS standing
                WHERE standing.dealership_id = $1 AND standing.id = current_score.prediction_id)
            <= (SELECT "madeAt" FROM given WHERE given.id = excluded.prediction_id)`,
      [dealershipId, JSON.stringify(predictions)],
    );
  }

  /** The lead's outcome; undefined where there is no such lead. */
  async outcomeOf(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
  ): Promise<Outcome | undefined> {
    const [lead] = await manager.query<{ outcome: Outcome }[]>(
      `SELECT outcome FROM lead WHERE dealership_id = $1 AND id = $2`,
      [dealershipId, leadId],
    );
    return lead?.outcome;
  }

  /** Ids of all open leads, newest arrival first. */
  async openLeads(manager: EntityManager, dealershipId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM lead WHERE dealership_id = $1 AND outcome = 'OPEN' ORDER BY arrived_at DESC`,
      [dealershipId],
    );
    return rows.map(({ id }) => id);
  }

  /** The current scores of these leads; those never scored are absent. */
  async current(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<Map<string, CurrentScore>> {
    const rows = await manager.query<CurrentScore[]>(
      `SELECT current.lead_id AS "leadId", current.prediction_id AS "predictionId", current.score,
         prediction.band, prediction.model_version_id AS "modelVersionId"
       FROM current_score AS current
       JOIN prediction ON prediction.dealership_id = $1 AND prediction.id = current.prediction_id
       WHERE current.dealership_id = $1 AND current.lead_id = ANY($2::uuid[])`,
      [dealershipId, leadIds],
    );
    return new Map(rows.map((row) => [row.leadId, row]));
  }

  /** Predictions by their ids, in no order; unknown ids are absent. */
  byIds(
    manager: EntityManager,
    dealershipId: string,
    ids: readonly string[],
  ): Promise<Prediction[]> {
    return manager.query<Prediction[]>(
      `SELECT ${COLUMNS} FROM prediction WHERE dealership_id = $1 AND id = ANY($2::uuid[])`,
      [dealershipId, ids],
    );
  }

  /** Of these predictions, those that are still their open lead's current score; without their reasons. */
  currentOnes(
    manager: EntityManager,
    dealershipId: string,
    ids: readonly string[],
  ): Promise<StandingScore[]> {
    return manager.query<StandingScore[]>(
      `SELECT prediction.id, lead.id AS "leadId", lead.connection_id AS "connectionId",
         prediction.score, prediction.band
       FROM prediction
       JOIN current_score AS current ON current.dealership_id = $1 AND current.prediction_id = prediction.id
       JOIN lead ON lead.dealership_id = $1 AND lead.id = prediction.lead_id AND lead.outcome = 'OPEN'
       WHERE prediction.dealership_id = $1 AND prediction.id = ANY($2::uuid[])`,
      [dealershipId, ids],
    );
  }

  /** The prediction that counts for each of these leads, by lead. */
  async currentPredictions(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<Map<string, Prediction>> {
    const rows = await manager.query<Prediction[]>(
      `SELECT ${COLUMNS} FROM current_score AS current
       JOIN prediction ON prediction.dealership_id = $1 AND prediction.id = current.prediction_id
       WHERE current.dealership_id = $1 AND current.lead_id = ANY($2::uuid[])`,
      [dealershipId, leadIds],
    );
    return new Map(rows.map((row) => [row.leadId, row]));
  }

  /** All scores of one lead, newest first. */
  history(
    manager: EntityManager,
    dealershipId: string,
    leadId: string,
    limit: number,
  ): Promise<Prediction[]> {
    return manager.query<Prediction[]>(
      `SELECT ${COLUMNS} FROM prediction WHERE dealership_id = $1 AND lead_id = $2
       ORDER BY made_at DESC, id LIMIT $3`,
      [dealershipId, leadId, limit],
    );
  }

  /** Open leads by score, highest first; `after` is the last of the page before. */
  ranked(
    manager: EntityManager,
    dealershipId: string,
    page: { limit: number; after?: RankedLead; band?: Band },
  ): Promise<RankedLead[]> {
    return manager.query<RankedLead[]>(
      `SELECT current.lead_id AS "leadId", current.score FROM current_score AS current
       JOIN lead ON lead.dealership_id = $1 AND lead.id = current.lead_id AND lead.outcome = 'OPEN'
       WHERE current.dealership_id = $1
         AND ($2::float8 IS NULL OR current.score < $2 OR (current.score = $2 AND current.lead_id > $3::uuid))
         AND ($4::text IS NULL OR EXISTS (SELECT FROM prediction WHERE prediction.dealership_id = $1
           AND prediction.id = current.prediction_id AND prediction.band = $4))
       ORDER BY current.score DESC, current.lead_id LIMIT $5`,
      [
        dealershipId,
        page.after?.score ?? null,
        page.after?.leadId ?? null,
        page.band ?? null,
        page.limit,
      ],
    );
  }
}
