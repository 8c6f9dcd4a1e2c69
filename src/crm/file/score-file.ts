import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { ScorePush } from '../crm-adapter.js';

/** Writes scores as one CSV file that appears whole or not at all; the same batch overwrites its own. */
export async function writeScoreFile(folder: string, scores: ScorePush[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const keys = scores.map(({ deliveryKey }) => deliveryKey).toSorted();
  const digest = createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 24);
  const partial = join(folder, `.scores-${digest}.partial`);
  await writeFile(partial, stringify(scores.map(scoreRow), { header: true }));
  await rename(partial, join(folder, `scores-${digest}.csv`));
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
