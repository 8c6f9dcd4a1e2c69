import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { ScorePush } from '../crm-adapter.js';

/** Scores as one CSV file; the same batch has the same name, and so replaces its own. */
export function scoreFile(scores: ScorePush[]): { name: string; content: string } {
  const keys = scores.map(({ deliveryKey }) => deliveryKey).toSorted();
  const digest = createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 24);
  return {
    name: `scores-${digest}.csv`,
    content: stringify(scores.map(scoreRow), { header: true }),
  };
}

/** Spreadsheets run cells that begin with these as formulas. */
const notFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const scoreRow = (score: ScorePush): Record<string, string | number> => ({
  lead_id: score.leadExternalId,
  likelihood_percent: score.likelihoodPercent,
  band: score.band,
  top_reason: notFormula(score.topReason),
  scored_at: score.scoredAt.toISOString(),
  model_version: score.modelVersion,
  delivery_key: score.deliveryKey,
});
