import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import { CrmClient } from '../http/crm-client.js';
import { fixedCredentials } from '../http/credentials.js';
import type { CrmHttp } from '../http/crm-http.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { isPlainObject } from '../settings-reading.js';
import type { HubSpotSettings } from './hubspot-settings.js';

/** One object of HubSpot: an id with named texts. */
export interface HubSpotObject {
  id: string;
  properties: Record<string, unknown>;
  updatedAt?: unknown;
  archived?: unknown;
}

export interface SearchRequest {
  filters: { propertyName: string; operator: string; value?: string; values?: string[] }[];
  sort: string;
  properties: readonly string[];
}

export interface SearchAnswer {
  objects: HubSpotObject[];
  /** More was found than is shown. */
  hasMore: boolean;
  clocks: Clocks;
}

/** Searching has a limit of its own, below that of all calls. */
const SEARCHES = [{ calls: 4, perMs: 1_000 }];
/** The smallest limit that a portal has. */
const CALLS = [{ calls: 100, perMs: 10_000 }];
const PAGE = 100;

/** Signed in to one portal, within its limits. */
export class HubSpotClient {
  readonly calls: CrmClient;
  readonly #searches: CrmClient;

  constructor(
    { baseUrl, token, limits }: HubSpotSettings,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    const credentials = fixedCredentials({ authorization: `Bearer ${token}` });
    const pace = new CallPace(CALLS, clock);
    this.calls = new CrmClient(http, baseUrl, limits, credentials, { pace });
    this.#searches = new CrmClient(http, baseUrl, limits, credentials, {
      pace: new CallPace(SEARCHES, clock),
    });
  }

  /** For what is only asked in order to see that it is answered. */
  async get(path: string, query: Record<string, string> = {}): Promise<void> {
    await this.calls.send({ method: 'GET', url: this.calls.url(path, query) });
  }

  /** As the newest answers told. */
  get vitals(): CrmVitals {
    return { ...this.calls.vitals, ...this.#searches.vitals };
  }

  /** @param type - Such as `contacts`. */
  async search(type: string, request: SearchRequest): Promise<SearchAnswer> {
    const { filters, sort, properties } = request;
    const answer = await this.#searches.send({
      method: 'POST',
      url: this.#searches.url(`/crm/v3/objects/${type}/search`),
      json: { filterGroups: [{ filters }], sorts: [sort], properties, limit: PAGE, after: '0' },
    });
    const next = isPlainObject(answer.json) ? answer.json['paging'] : undefined;
    const page = isPlainObject(next) && isPlainObject(next['next']) ? next['next']['after'] : null;
    return {
      objects: objectsIn(answer.json),
      hasMore: typeof page === 'string',
      clocks: clocksOf(answer, this.clock),
    };
  }

  /** Which objects of another type each object is associated with, in HubSpot's order. */
  async associated(from: string, to: string, ids: string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    if (ids.length === 0) return found;
    const { json } = await this.calls.send({
      method: 'POST',
      url: this.calls.url(`/crm/v3/associations/${from}/${to}/batch/read`),
      json: { inputs: ids.map((id) => ({ id })) },
    });
    for (const entry of listIn(json, 'results')) {
      const { from: one, to: many } = isPlainObject(entry) ? entry : {};
      if (!isPlainObject(one) || !Array.isArray(many)) continue;
      const targets = many.flatMap((other) => (isPlainObject(other) ? [String(other['id'])] : []));
      found.set(String(one['id']), targets);
    }
    return found;
  }

  /** Objects by id; those that are gone are missing. */
  async byId(type: string, ids: string[], properties: readonly string[]): Promise<HubSpotObject[]> {
    const objects: HubSpotObject[] = [];
    const distinct = [...new Set(ids)];
    for (let from = 0; from < distinct.length; from += PAGE) {
      const values = distinct.slice(from, from + PAGE);
      const filters = [{ propertyName: 'hs_object_id', operator: 'IN', values }];
      // One after the other: searches are few a second.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const found = await this.search(type, {
        filters,
        sort: 'hs_object_id',
        properties,
      });
      objects.push(...found.objects);
    }
    return objects;
  }
}

function objectsIn(json: unknown): HubSpotObject[] {
  return listIn(json, 'results').flatMap((entry) =>
    isPlainObject(entry) && isPlainObject(entry['properties'])
      ? [{ ...entry, id: String(entry['id']), properties: entry['properties'] }]
      : [],
  );
}

function listIn(json: unknown, key: string): unknown[] {
  const list = isPlainObject(json) ? json[key] : undefined;
  if (!Array.isArray(list)) throw new CrmProtocolError(`HubSpot answered without ${key}.`);
  return list;
}
