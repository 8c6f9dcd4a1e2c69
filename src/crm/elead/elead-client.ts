import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import { CrmClient } from '../http/crm-client.js';
import { fixedCredentials, type Credentials } from '../http/credentials.js';
import type { CrmHttp } from '../http/crm-http.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import { tooManyWithoutWait } from '../http/too-many.js';
import { isPlainObject } from '../settings-reading.js';
import type { EleadSettings } from './elead-settings.js';
import type { EleadWindow } from './elead-window.js';

const MINUTE_MS = 60_000;
const CALLS = [{ calls: 100, perMs: MINUTE_MS }];
/** A page and the customers of its opportunities stay well within the calls of one minute. */
const PAGE_SIZE = 40;

export interface EleadOpportunities {
  items: Record<string, unknown>[];
  isLastPage: boolean;
  clocks: Clocks;
}

/** Signed in for one store, within its calls a minute. */
export class EleadClient {
  readonly #rest: CrmClient;

  constructor(
    settings: EleadSettings,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    const { baseUrl, limits } = settings;
    this.#rest = new CrmClient(http, baseUrl, limits, credentials(settings, http, clock), {
      pace: new CallPace(CALLS, clock),
      readRefusal: tooManyWithoutWait(MINUTE_MS),
    });
  }

  /** As the newest answers told. */
  get vitals(): CrmVitals {
    return this.#rest.vitals;
  }

  signIn(): Promise<void> {
    return this.#rest.signIn();
  }

  async opportunities({ search, from, to, page }: EleadWindow): Promise<EleadOpportunities> {
    const { json, header } = await this.#get(`/opportunities/${search}`, {
      dateFrom: new Date(from).toISOString(),
      ...(to !== null && { dateTo: new Date(to).toISOString() }),
      page: String(page),
      pageSize: String(PAGE_SIZE),
    });
    const { items, totalPages } = isPlainObject(json) ? json : {};
    if (!Array.isArray(items) || typeof totalPages !== 'number') {
      throw new CrmProtocolError('Elead answered a search without items or totalPages.');
    }
    return {
      items: items.filter(isPlainObject),
      isLastPage: page >= totalPages,
      clocks: clocksOf({ header }, this.clock),
    };
  }

  /** Undefined where the customer is gone. */
  async customer(id: string): Promise<Record<string, unknown> | undefined> {
    const { status, json } = await this.#get(`/customers/${encodeURIComponent(id)}`, {}, [404]);
    return status !== 404 && isPlainObject(json) ? json : undefined;
  }

  async comment(opportunityId: string, comment: string): Promise<void> {
    await this.#rest.send({
      method: 'POST',
      url: this.#rest.url(`/opportunities/${encodeURIComponent(opportunityId)}/comments`),
      headers: requestId(),
      json: { comment },
    });
  }

  #get(path: string, query: Record<string, string>, alsoGood: number[] = []) {
    const url = this.#rest.url(path, query);
    return this.#rest.send({ method: 'GET', url, headers: requestId(), alsoGood });
  }
}

/** A new one for every call: the gateway echoes it, and its support finds the call by it. */
const requestId = (): Record<string, string> => ({ 'request-id': randomUUID() });

function credentials(settings: EleadSettings, http: CrmHttp, clock: Clock): Credentials {
  const { token, clientId, clientSecret, subscriptionId, limits } = settings;
  const beside = { 'subscription-id': subscriptionId };
  const pair = { client_id: clientId, client_secret: clientSecret };
  if (!token) return fixedCredentials({ ...beside, ...pair });
  const form = { grant_type: 'client_credentials', ...pair, scope: token.scope };
  return new OAuthTokens({ tokenUrl: token.url, form, beside }, http, limits, clock);
}
