import type { Clock } from '#platform';
import { CrmAuthError, CrmUnavailableError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { CrmClient } from '../http/crm-client.js';
import type { CrmAnswer, CrmHttp, CrmRequest } from '../http/crm-http.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import { isPlainObject } from '../settings-reading.js';
import type { SalesforceSettings } from './salesforce-settings.js';

/** The daily limit counts over 24 rolling hours, so some of it comes back with every quarter. */
const PAUSE_MS = 15 * 60_000;

/** How much of the org's daily calls all its clients have used. */
export interface DailyCalls {
  used: number;
  total: number;
}

/** Signed in to one org, within its daily limit. */
export class SalesforceClient {
  readonly rest: CrmClient;
  /** As the newest answer told; undefined before the first. */
  daily?: DailyCalls;
  readonly #pace: CallPace;

  constructor(
    private readonly settings: SalesforceSettings,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    const { baseUrl, limits, clientId, clientSecret } = settings;
    this.#pace = new CallPace([], clock);
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    };
    const tokenUrl = new URL('/services/oauth2/token', baseUrl);
    const tokens = new OAuthTokens({ tokenUrl, form }, http, limits, clock);
    this.rest = new CrmClient(http, baseUrl, limits, tokens, {
      pace: this.#pace,
      readRefusal,
      onAnswer: (answer) => this.#heed(answer),
    });
  }

  /** @param path - Below the data service of the API version. */
  url(path: string, query: Record<string, string> = {}): URL {
    return this.rest.url(`/services/data/${this.settings.apiVersion}${path}`, query);
  }

  /** `Sforce-Limit-Info: api-usage=18/5000`. */
  #heed(answer: CrmAnswer): void {
    const [, used, total] =
      /api-usage=(\d+)\/(\d+)/.exec(answer.header('sforce-limit-info') ?? '') ?? [];
    if (used === undefined || total === undefined) return;
    this.daily = { used: Number(used), total: Number(total) };
    if (this.daily.used >= this.settings.mostOfDailyCalls * this.daily.total) {
      this.#pace.pauseUntil(this.clock.now().getTime() + PAUSE_MS);
    }
  }
}

/** Salesforce says why in a list of `{ message, errorCode, fields }`; messages may quote values. */
const readRefusal: CrmRequest['readRefusal'] = ({ status, json }, where) => {
  const code = errorCodeOf(json);
  if (code === 'REQUEST_LIMIT_EXCEEDED') {
    return new CrmUnavailableError(`${where}: the org's daily calls are used up (${code}).`, {
      status,
      retryAfterMs: PAUSE_MS,
    });
  }
  if (code === 'SERVER_UNAVAILABLE' || code === 'UNABLE_TO_LOCK_ROW') {
    return new CrmUnavailableError(`${where} answered ${code}.`, { status });
  }
  if (code === 'INSUFFICIENT_ACCESS' || code === 'API_DISABLED_FOR_ORG') {
    return new CrmAuthError(`${where} answered ${code}: the user lacks a permission.`, { status });
  }
  return undefined;
};

export function errorCodeOf(json: unknown): string | undefined {
  const first: unknown = Array.isArray(json) ? json[0] : undefined;
  const code = isPlainObject(first) ? (first['errorCode'] ?? first['statusCode']) : undefined;
  return typeof code === 'string' ? code : undefined;
}
