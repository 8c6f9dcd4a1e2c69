import type { PushResult, ScorePush } from '../crm-adapter.js';
import { afterFailure, safeReason } from '../push-results.js';
import type { ScoreFields } from '../score-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { HubSpotClient } from './hubspot-client.js';

/** What one call takes. */
export const MOST_INPUTS = 100;

/** Problems of the moment; anything else will not go away by itself. */
const PASSING = new Set(['RATE_LIMITS', 'CONFLICT', 'INTERNAL_ERROR']);

/** Updates contacts in batches; a 207 holds those that failed, the others went through. */
export class HubSpotPush {
  constructor(
    private readonly properties: ScoreFields,
    private readonly client: HubSpotClient,
  ) {}

  async send(scores: ScorePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    for (let from = 0; from < scores.length; from += MOST_INPUTS) {
      // One after the other: the portal's limit counts for all calls together.
      // oxlint-disable-next-line no-await-in-loop -- see above
      results.push(...(await this.#batch(scores.slice(from, from + MOST_INPUTS))));
    }
    return results;
  }

  async #batch(batch: ScorePush[]): Promise<PushResult[]> {
    try {
      const { json } = await this.client.calls.send({
        method: 'POST',
        url: this.client.calls.url('/crm/v3/objects/contacts/batch/update'),
        json: { inputs: batch.map((score) => this.#input(score)) },
      });
      return resultsOf(batch, json);
    } catch (error) {
      return afterFailure(batch, error, (half) => this.#batch(half));
    }
  }

  #input({ leadExternalId, likelihoodPercent, band, topReason }: ScorePush): unknown {
    const { properties } = this;
    return {
      id: leadExternalId,
      // Every property is a text on the wire.
      properties: {
        [properties.likelihood]: String(likelihoodPercent),
        ...(properties.band && { [properties.band]: band }),
        ...(properties.reason && { [properties.reason]: topReason }),
      },
    };
  }
}

function resultsOf(batch: ScorePush[], json: unknown): PushResult[] {
  const { results, errors } = isPlainObject(json) ? json : {};
  const updated = new Set(entries(results).map(({ id }) => String(id)));
  const failed = new Map(entries(errors).flatMap((error) => idsIn(error).map((id) => [id, error])));
  return batch.map(({ deliveryKey, leadExternalId }) => {
    if (updated.has(leadExternalId)) return { deliveryKey, status: 'accepted' };
    const error = failed.get(leadExternalId);
    if (!error) {
      return { deliveryKey, status: 'retry', reason: 'The answer did not mention this contact.' };
    }
    const category = String(error['category']);
    const reason = safeReason(`${category}: ${String(error['message'])}`);
    return { deliveryKey, status: PASSING.has(category) ? 'retry' : 'refused', reason };
  });
}

const entries = (list: unknown): Record<string, unknown>[] =>
  Array.isArray(list) ? list.filter(isPlainObject) : [];

/** `context: { ids: ["12"] }` names the contacts an error is about. */
function idsIn({ context }: Record<string, unknown>): string[] {
  const ids = isPlainObject(context) ? (context['ids'] ?? context['id']) : undefined;
  return Array.isArray(ids) ? ids.map(String) : [];
}
