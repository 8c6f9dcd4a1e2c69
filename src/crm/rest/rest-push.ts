import type { PushResult, ScorePush } from '../crm-adapter.js';
import { readPath } from '../payload-path.js';
import { afterFailure, safeReason } from '../push-results.js';
import type { CrmClient } from '../http/crm-client.js';
import { putAt } from '../payload-writing.js';
import type { PushResults, PushSettings } from './rest-settings.js';
import { written } from './score-writing.js';

/** Writes scores; every one gets its own result, so that one bad record holds up no other. */
export class RestPush {
  constructor(
    private readonly settings: PushSettings,
    private readonly client: CrmClient,
  ) {}

  async send(scores: ScorePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    for (let from = 0; from < scores.length; from += this.settings.batchSize) {
      // One after the other: the CRM's rate limit counts for the connection as a whole.
      // oxlint-disable-next-line no-await-in-loop -- see above
      results.push(...(await this.#batch(scores.slice(from, from + this.settings.batchSize))));
    }
    return results;
  }

  async #batch(batch: ScorePush[]): Promise<PushResult[]> {
    try {
      const { json } = await this.client.send({
        method: this.settings.method,
        url: this.#url(batch),
        json: this.#body(batch),
        headers: this.#headers(batch),
      });
      return this.#results(batch, json);
    } catch (error) {
      return afterFailure(batch, error, (half) => this.#batch(half));
    }
  }

  #url([first]: ScorePush[]): URL {
    const id = encodeURIComponent(first?.leadExternalId ?? '');
    return this.client.url(this.settings.path.replaceAll('{leadExternalId}', id));
  }

  #body(batch: ScorePush[]): unknown {
    const { fields, items, body, batchSize } = this.settings;
    const [only] = batch;
    if (items === undefined && batchSize === 1 && only)
      return written(fields, only, structuredClone(body));
    const rows = batch.map((score) => written(fields, score));
    if (items === undefined) return rows;
    const filled = structuredClone(body);
    putAt(filled, items, rows);
    return filled;
  }

  #headers([first]: ScorePush[]): Record<string, string> {
    const headers = first ? written(this.settings.headers, first) : {};
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    );
  }

  #results(batch: ScorePush[], json: unknown): PushResult[] {
    const { results } = this.settings;
    if (!results) return batch.map(({ deliveryKey }) => ({ deliveryKey, status: 'accepted' }));
    const answers = answersOf(batch, json, results);
    return batch.map((score) => resultOf(score, answers.get(score.deliveryKey), results));
  }
}

/** What was answered about each score, by its delivery key. */
function answersOf(
  batch: ScorePush[],
  json: unknown,
  { path, keyPath, keyIs }: PushResults,
): Map<string, unknown> {
  const found = path ? readPath(json, path) : json;
  const list: unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
  if (keyIs === 'position' || !keyPath)
    return new Map(batch.map(({ deliveryKey }, at) => [deliveryKey, list[at]]));
  const byTheirKey = new Map(list.map((entry) => [String(readPath(entry, keyPath)), entry]));
  return new Map(batch.map((score) => [score.deliveryKey, byTheirKey.get(score[keyIs])]));
}

function resultOf({ deliveryKey }: ScorePush, entry: unknown, results: PushResults): PushResult {
  if (entry === undefined) {
    if (results.unnamed === 'accepted') return { deliveryKey, status: 'accepted' };
    return { deliveryKey, status: 'retry', reason: 'The answer did not mention this lead.' };
  }
  const status = String(readPath(entry, results.statusPath));
  if (results.ok.includes(status)) return { deliveryKey, status: 'accepted' };
  const said = results.errorPath ? readPath(entry, results.errorPath) : undefined;
  const reason = safeReason(typeof said === 'string' ? said : status);
  const retryable = results.retryablePath && readPath(entry, results.retryablePath) === true;
  return { deliveryKey, status: retryable ? 'retry' : 'refused', reason };
}
