import type { ModelArtifact, NewModelVersion } from '#model';

import { holdoutMetrics } from './learning.js';
import type { TriedMaterial, Won } from './material.js';
import { modelCard } from './model-card.js';
import type { TrainingRun } from './training-run.js';

/** What the registry keeps of a winner: the artifact, its metrics and its card. */
export function newVersion(
  run: TrainingRun,
  material: TriedMaterial,
  won: Won,
  artifact: ModelArtifact,
): NewModelVersion {
  const { challenger, leads, examples, ...others } = holdoutMetrics(material.parts, won.winner);
  return {
    artifact,
    metrics: { ...challenger, ...others, holdout: { leads, examples } },
    card: modelCard(run, material, won, artifact),
  };
}
