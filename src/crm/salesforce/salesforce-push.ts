import type { PushResult, ScorePush } from '../crm-adapter.js';
import { afterFailure, safeReason } from '../push-results.js';
import type { ScoreFields } from '../score-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { SalesforceClient } from './salesforce-client.js';
import { isSalesforceId } from './soql.js';

/** What one call takes. */
export const MOST_RECORDS = 200;

/** The record is busy or the org out of breath: the same row may go through later. */
const PASSING = new Set([
  'UNABLE_TO_LOCK_ROW',
  'REQUEST_LIMIT_EXCEEDED',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'CANNOT_EXECUTE_FLOW_TRIGGER',
]);

/** Writes scores by sObject collections: a 200 says nothing yet, each row has its own result. */
export class SalesforcePush {
  constructor(
    private readonly fields: ScoreFields,
    private readonly client: SalesforceClient,
  ) {}

  async send(scores: ScorePush[]): Promise<PushResult[]> {
    const known = scores.filter(({ leadExternalId }) => isSalesforceId(leadExternalId));
    const results: PushResult[] = scores
      .filter((score) => !known.includes(score))
      .map(({ deliveryKey }) => ({
        deliveryKey,
        status: 'refused',
        reason: 'Not an id of Salesforce.',
      }));
    for (let from = 0; from < known.length; from += MOST_RECORDS) {
      // One after the other: the org counts concurrent requests.
      // oxlint-disable-next-line no-await-in-loop -- see above
      results.push(...(await this.#batch(known.slice(from, from + MOST_RECORDS))));
    }
    return results;
  }

  async #batch(batch: ScorePush[]): Promise<PushResult[]> {
    try {
      const { json } = await this.client.rest.send({
        method: 'PATCH',
        url: this.client.url('/composite/sobjects'),
        json: { allOrNone: false, records: batch.map((score) => this.#row(score)) },
      });
      const rows = Array.isArray(json) ? json : [];
      return batch.map((score, at) => resultOf(score, rows[at]));
    } catch (error) {
      return afterFailure(batch, error, (half) => this.#batch(half));
    }
  }

  #row(score: ScorePush): Record<string, unknown> {
    const { likelihood, band, reason } = this.fields;
    return {
      attributes: { type: objectOf(score.leadExternalId) },
      id: score.leadExternalId,
      [likelihood]: score.likelihoodPercent,
      ...(band && { [band]: score.band }),
      ...(reason && { [reason]: score.topReason.slice(0, 255) }),
    };
  }
}

/** The first three characters of an id name its object. */
export const objectOf = (id: string): 'Lead' | 'Opportunity' =>
  id.startsWith('006') ? 'Opportunity' : 'Lead';

function resultOf({ deliveryKey }: ScorePush, row: unknown): PushResult {
  if (!isPlainObject(row)) {
    return { deliveryKey, status: 'retry', reason: 'The answer did not mention this record.' };
  }
  if (row['success'] === true) return { deliveryKey, status: 'accepted' };
  const [first]: unknown[] = Array.isArray(row['errors']) ? row['errors'] : [];
  const { statusCode, message } = isPlainObject(first) ? first : {};
  const code = typeof statusCode === 'string' ? statusCode : 'no reason given';
  const reason = safeReason(typeof message === 'string' ? `${code}: ${message}` : code);
  return { deliveryKey, status: PASSING.has(code) ? 'retry' : 'refused', reason };
}
