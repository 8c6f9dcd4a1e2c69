import type { FeatureColumn } from '#features';
import type { ModelArtifact } from './artifact.js';
import type { ScoringModel } from './scoring-model.js';
import type { WrittenCard } from './written-card.js';

/** What training hands in. */
export interface NewModelVersion {
  artifact: ModelArtifact;
  /** How it did on the newest holdout; JSON-safe. */
  metrics: Record<string, unknown>;
  /** Words and tables for people: what it learned from, its limits, the contest. JSON-safe. */
  card?: Partial<WrittenCard>;
}

/** One immutable version, without its content. */
export interface ModelVersion {
  id: string;
  /** 1, 2, 3 … within the dealer group. */
  number: number;
  family: string;
  artifactHash: string;
  metrics: Record<string, unknown>;
  dataHash: string;
  seed: number;
  codeVersion: string;
  createdAt: Date;
  champion: boolean;
  /** When it last became champion. */
  promotedAt: Date | null;
}

export interface ChampionModel extends ModelVersion {
  model: ScoringModel;
}

export interface PromotionNote {
  /** 'key:<id>', 'staff:<id>' or a training run. */
  by: string;
  reason: string;
}

export interface ModelCard extends ModelVersion {
  columns: FeatureColumn[];
  /** Parts that the program of the day did not write yet are absent. */
  card: Partial<WrittenCard>;
  /** Newest first. */
  promotions: { at: Date; by: string; reason: string }[];
}

/** `champion`: the newest promotion of the group ($1), no row before the first. */
export const PROMOTIONS = `champion AS (
  SELECT p.model_version_id FROM promotion p WHERE p.group_id = $1 ORDER BY p.id DESC LIMIT 1)`;

/** Select list and tables of a ModelVersion; needs {@link PROMOTIONS}. */
const selecting = (more = ''): string => `
  v.id, v.number, v.family, v.artifact_hash AS "artifactHash", v.metrics, v.data_hash AS "dataHash",
  v.seed, v.code_version AS "codeVersion", v.created_at AS "createdAt"${more},
  coalesce(c.model_version_id = v.id, false) AS champion,
  (SELECT max(p.promoted_at) FROM promotion p
   WHERE p.group_id = v.group_id AND p.model_version_id = v.id) AS "promotedAt"
  FROM model_version v LEFT JOIN champion c ON true`;

export const VERSION_COLUMNS = selecting();
export const CARD_COLUMNS = selecting(', v.card, v.feature_schema AS "columns"');
export const STORED_COLUMNS = selecting(', v.artifact, v.feature_schema AS "columns"');
