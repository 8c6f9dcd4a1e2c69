import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import { CrmClient } from '../http/crm-client.js';
import type { CrmAnswer, CrmHttp } from '../http/crm-http.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import type { RefreshTokenTurns } from '../http/refresh-token-turns.js';
import { tooManyWithoutWait } from '../http/too-many.js';
import { isPlainObject } from '../settings-reading.js';
import type { ZohoSettings } from './zoho-settings.js';

export type Row = Record<string, unknown>;

export interface ZohoPage {
  rows: Row[];
  hasMore: boolean;
  nextPageToken?: string;
  clocks: Clocks;
}

/** A 429 tells of too many calls at once, and not for how long. */
const BUSY_MS = 30_000;
/** Credits count over 24 rolling hours, so some come back with every quarter. */
const PAUSE_MS = 15 * 60_000;

/** Signed in to one organisation, within its credits. */
export class ZohoClient {
  readonly rest: CrmClient;
  /** Of the day, as the newest answer told; Zoho is silent while less than half is used. */
  creditsLeft?: number;
  readonly #pace: CallPace;

  constructor(
    private readonly settings: ZohoSettings,
    http: CrmHttp,
    private readonly clock: Clock,
    refreshTokens?: RefreshTokenTurns,
  ) {
    const { accountsUrl, baseUrl, limits, clientId, clientSecret, refreshToken } = settings;
    this.#pace = new CallPace([], clock);
    const form = {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    };
    const grant = {
      tokenUrl: new URL('/oauth/v2/token', accountsUrl),
      form,
      scheme: 'Zoho-oauthtoken',
      refreshTokens,
    };
    this.rest = new CrmClient(http, baseUrl, limits, new OAuthTokens(grant, http, limits, clock), {
      pace: this.#pace,
      readRefusal: tooManyWithoutWait(BUSY_MS),
      onAnswer: (answer) => this.#heed(answer),
    });
  }

  /**
   * One page of rows; none where nothing was modified or nothing is there.
   *
   * @param path - Such as `Leads` or `Leads/deleted`.
   * @param since - Epoch ms; null asks for all.
   */
  async rows(path: string, query: Record<string, string>, since: number | null): Promise<ZohoPage> {
    const answer = await this.rest.send({
      method: 'GET',
      url: this.rest.url(`/crm/v8/${path}`, query),
      headers: since === null ? {} : { 'if-modified-since': modifiedSince(since) },
      alsoGood: [304],
    });
    const clocks = clocksOf(answer, this.clock);
    // 304 says that nothing was modified, 204 that nothing is there.
    if (answer.status !== 200) return { rows: [], hasMore: false, clocks };
    const { data, info } = isPlainObject(answer.json) ? answer.json : {};
    if (!Array.isArray(data)) throw new CrmProtocolError(`Zoho answered ${path} without data.`);
    const { more_records: more, next_page_token: token } = isPlainObject(info) ? info : {};
    return {
      rows: data.filter(isPlainObject),
      hasMore: more === true,
      ...(typeof token === 'string' && { nextPageToken: token }),
      clocks,
    };
  }

  #heed({ header }: CrmAnswer): void {
    const left = Number(header('x-api-credits-remaining') ?? Number.NaN);
    if (Number.isNaN(left)) return;
    this.creditsLeft = left;
    if (left < this.settings.creditsKept) {
      this.#pace.pauseUntil(this.clock.now().getTime() + PAUSE_MS);
    }
  }
}

/** With a zone and without fractions, as the vendor writes it. */
const modifiedSince = (ms: number): string =>
  new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
