import type { ScorePush } from '../crm-adapter.js';
import { externalIdOf } from './adf-identity.js';
import { buildAdf } from './adf-writing.js';
import { OWN_PROVIDER } from './own-mark.js';

/**
 * Our score as an ADF document: the lead once more with status `resend`, which asks the receiving
 * system to update it, and the score in words in the comments.
 */
export function scoreDocument(score: ScorePush, vendorName: string | undefined): string {
  const { likelihoodPercent, band, topReason, modelVersion, scoredAt } = score;
  return buildAdf([
    {
      externalIds: [externalIdOf(score.leadExternalId)],
      status: 'resend',
      requestedAt: scoredAt.toISOString(),
      vendor: { ...(vendorName !== undefined && { name: vendorName }) },
      provider: OWN_PROVIDER,
      comments: [
        `Likelihood to buy: ${likelihoodPercent} of 100 (${band}).`,
        ...(topReason ? [`Main reason: ${topReason}.`] : []),
        `Model ${modelVersion}.`,
      ].join('\n'),
    },
  ]);
}
