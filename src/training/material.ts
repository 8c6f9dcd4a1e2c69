import type { Dataset } from './dataset.js';
import type { JudgedRecipe } from './fitted-recipes.js';
import type { Parts } from './parts.js';
import type { Standing } from './qualifying.js';
import type { DatasetCounts, StoredCourt } from './training-run.js';

/** What a run has read and may learn from. */
export interface Material {
  dataset: Dataset;
  now: Date;
  counts: DatasetCounts;
  parts: Parts;
  /** What is missing for a contest, in words. */
  lacks?: string;
}

/** The same once court was held: neither `dataset` nor `parts` reads a feature that was removed. */
export interface TriedMaterial extends Material {
  court: StoredCourt;
}

/** A contest won: which recipe, why, and which families it was tried beside. */
export interface Won {
  verdict: string;
  winner: JudgedRecipe;
  standings: Standing[];
}
