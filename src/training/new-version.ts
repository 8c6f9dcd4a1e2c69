import type { ModelArtifact, NewModelVersion } from '#model';

import { holdoutMetrics } from './learning.js';
import type { TriedMaterial, Won } from './material.js';
import type { TrainingRun } from './training-run.js';

/** What the registry keeps of a winner: the artifact, its metrics and its card. */
export function newVersion(
  run: TrainingRun,
  { dataset, parts, counts, now, court }: TriedMaterial,
  { verdict, winner, standings }: Won,
  artifact: ModelArtifact,
): NewModelVersion {
  const { challenger, leads, examples, ...others } = holdoutMetrics(parts, winner);
  return {
    artifact,
    metrics: { ...challenger, ...others, holdout: { leads, examples } },
    card: {
      counts,
      verdict,
      horizonDays: dataset.horizonDays,
      learnedUntil: now.toISOString(),
      trainingRun: run.id,
      recipe: winner.recipe,
      families: standings,
      window: { from: run.arrivedFrom, to: run.arrivedTo },
      court,
    },
  };
}
