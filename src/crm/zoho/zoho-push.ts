import type { PushResult, ScorePush } from '../crm-adapter.js';
import { afterFailure, safeReason } from '../push-results.js';
import type { ScoreFields } from '../score-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { ZohoClient } from './zoho-client.js';

/** What one call takes. */
export const MOST_ROWS = 100;

/** The record is busy or the organisation out of breath: the same row may go through later. */
const PASSING = new Set(['RECORD_LOCKED', 'INTERNAL_ERROR', 'LIMIT_EXCEEDED', 'TOO_MANY_REQUESTS']);

/** Updates leads in batches; of a 207, and of a 200 too, each row has its own result. */
export class ZohoPush {
  constructor(
    private readonly fields: ScoreFields,
    private readonly client: ZohoClient,
  ) {}

  async send(scores: ScorePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    for (let from = 0; from < scores.length; from += MOST_ROWS) {
      // One after the other: calls at the same time are counted.
      // oxlint-disable-next-line no-await-in-loop -- see above
      results.push(...(await this.#batch(scores.slice(from, from + MOST_ROWS))));
    }
    return results;
  }

  async #batch(batch: ScorePush[]): Promise<PushResult[]> {
    try {
      const { json } = await this.client.rest.send({
        method: 'PUT',
        url: this.client.rest.url('/crm/v8/Leads'),
        // No trigger: a score is no reason to start the organisation's workflows.
        json: { data: batch.map((score) => this.#row(score)), trigger: [] },
      });
      const rows: unknown = isPlainObject(json) ? json['data'] : undefined;
      const list: unknown[] = Array.isArray(rows) ? rows : [];
      return batch.map((score, at) => resultOf(score, list[at]));
    } catch (error) {
      return afterFailure(batch, error, (half) => this.#batch(half));
    }
  }

  #row({ leadExternalId, likelihoodPercent, band, topReason }: ScorePush): unknown {
    const { fields } = this;
    return {
      id: leadExternalId,
      [fields.likelihood]: likelihoodPercent,
      ...(fields.band && { [fields.band]: band }),
      ...(fields.reason && { [fields.reason]: topReason.slice(0, 255) }),
    };
  }
}

function resultOf({ deliveryKey }: ScorePush, row: unknown): PushResult {
  if (!isPlainObject(row)) {
    return { deliveryKey, status: 'retry', reason: 'The answer did not mention this record.' };
  }
  const code = String(row['code']);
  if (code === 'SUCCESS') return { deliveryKey, status: 'accepted' };
  const reason = safeReason(`${code}: ${String(row['message'])}`);
  return { deliveryKey, status: PASSING.has(code) ? 'retry' : 'refused', reason };
}
