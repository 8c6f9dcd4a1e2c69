import {
  ScoringModel,
  driftReference,
  takeRows,
  type CardSegment,
  type DriftReference,
  type ModelArtifact,
  type WrittenCard,
} from '#model';

import { reliabilityGroups } from './card-groups.js';
import { cardSegments } from './card-segments.js';
import { labelLeads } from './censoring.js';
import type { TriedMaterial, Won } from './material.js';
import type { TrainingRun } from './training-run.js';

/** Leads whose arrival is the reference for drift: more would not move a tenth by one in a hundred. */
const REFERENCE_LEADS = 4000;
/** Fewer won leads in the holdout leave every figure wide. */
const FEW_WON = 100;

/** All that people should know about a version before they trust it. */
export function modelCard(
  run: TrainingRun,
  material: TriedMaterial,
  won: Won,
  artifact: ModelArtifact,
): WrittenCard {
  const { dataset, counts, now, court, parts } = material;
  const { verdict, winner, standings } = won;
  const segments = cardSegments(dataset, parts.holdout, winner.holdoutScores);
  return {
    trainingRun: run.id,
    verdict,
    counts: { ...counts },
    window: {
      from: run.arrivedFrom?.toISOString() ?? null,
      to: run.arrivedTo?.toISOString() ?? null,
    },
    horizonDays: dataset.horizonDays,
    learnedUntil: now.toISOString(),
    recipe: winner.recipe,
    families: standings,
    hazards: winner.hazards,
    court,
    reliability: reliabilityGroups(parts.holdout, winner.holdoutScores),
    segments,
    limits: limitsOf(material, segments),
    reference: referenceOf(material, artifact),
  };
}

/** How the leads it learned from looked when they arrived, and how it scores them. */
function referenceOf({ dataset, now }: TriedMaterial, artifact: ModelArtifact): DriftReference {
  const { rows, columns, leads, horizonDays } = dataset;
  const labels = [...labelLeads(leads, now, horizonDays).labels];
  const every = Math.ceil(labels.length / REFERENCE_LEADS);
  const spaced = rows.labelled(columns, new Map(labels.filter((_, at) => at % every === 0)));
  const arrivals = Int32Array.from(spaced.leadOf.keys()).filter(
    (row) => row === 0 || spaced.leadOf[row] !== spaced.leadOf[row - 1],
  );
  const { table } = takeRows(spaced, arrivals);
  return driftReference(table, new ScoringModel(artifact).scoreAll(table));
}

function limitsOf(
  { dataset, counts, court, parts: { holdout } }: TriedMaterial,
  segments: readonly CardSegment[],
): string[] {
  const questioned = court.findings.filter(({ verdict }) => verdict === 'questioned');
  const wonLeads = new Set(holdout.leadOf.filter((_, row) => holdout.labels[row] === 1)).size;
  const off = segments.filter(({ promised, lower, upper }) => promised < lower || promised > upper);
  return [
    'It tells how likely a lead is to buy, not what a call would change: whoever is called more may buy more.',
    `Figures are of leads it had not learned from; it then learned once more from all ${counts.leads} leads, those included.`,
    `${counts.censored} leads are younger than ${dataset.horizonDays} days and without an answer: they count through the others' weights.`,
    ...(wonLeads < FEW_WON
      ? [`Only ${wonLeads} leads of the newest holdout were won: every figure here is wide.`]
      : []),
    ...(questioned.length
      ? [
          `It learned from what the label court questions (${questioned.map(({ label }) => label).join(', ')}): if somebody fills that late, figures flatter it.`,
        ]
      : []),
    ...off.map(
      ({ by, name }) =>
        `Where the ${by === 'intent' ? 'first message' : by} is "${name}", its promises miss what was seen by more than chance.`,
    ),
  ];
}
