import type { Clock } from '#platform';
import { CrmAuthError, CrmProtocolError } from '../crm.errors.js';
import type { AnswerLimits, CrmHttp } from '../http/crm-http.js';
import { isPlainObject } from '../settings-reading.js';
import type { RestAuth } from './rest-settings.js';

type Headers = Record<string, string>;

/** What proves to the CRM who we are. */
export interface RestCredentials {
  headers(): Promise<Headers>;
  /** Called with headers that were refused; true when fresher ones can be had. */
  renew(refused: Headers): boolean;
}

export function restCredentials(
  auth: RestAuth,
  http: CrmHttp,
  limits: AnswerLimits,
  clock: Clock,
): RestCredentials {
  if (auth.type === 'oauth2-client-credentials') {
    return new ClientCredentials(auth, http, limits, clock);
  }
  if (auth.type === 'api-key') return fixed({ [auth.header.toLowerCase()]: auth.apiKey });
  if (auth.type === 'bearer') return fixed({ authorization: `Bearer ${auth.token}` });
  const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  return fixed({ authorization: `Basic ${pair}` });
}

const fixed = (headers: Headers): RestCredentials => ({
  headers: async () => headers,
  renew: () => false,
});

/** Asked for anew this long before the token runs out, so that it does not expire on its way. */
const EARLY_MS = 30_000;
const DEFAULT_LIFE_S = 300;

/** OAuth 2.0 client credentials (RFC 6749, section 4.4); one token request at a time. */
class ClientCredentials implements RestCredentials {
  #token?: { headers: Headers; until: number };
  #asking?: Promise<Headers>;

  constructor(
    private readonly auth: Extract<RestAuth, { type: 'oauth2-client-credentials' }>,
    private readonly http: CrmHttp,
    private readonly limits: AnswerLimits,
    private readonly clock: Clock,
  ) {}

  async headers(): Promise<Headers> {
    if (this.#token && this.clock.now().getTime() < this.#token.until) return this.#token.headers;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  renew(refused: Headers): boolean {
    // Another request may have fetched a new token meanwhile: keep that one.
    if (this.#token?.headers === refused) this.#token = undefined;
    return true;
  }

  async #ask(): Promise<Headers> {
    const { tokenUrl, clientId, clientSecret, scope } = this.auth;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
    });
    const { json } = await this.#post(tokenUrl, form.toString());
    const { access_token: token, expires_in: seconds } = isPlainObject(json) ? json : {};
    if (typeof token !== 'string' || token === '') {
      throw new CrmProtocolError(
        `${tokenUrl.origin}${tokenUrl.pathname} answered no access_token.`,
      );
    }
    const lifeMs = (Number(seconds) || DEFAULT_LIFE_S) * 1000;
    const until = this.clock.now().getTime() + Math.max(lifeMs - EARLY_MS, lifeMs / 2);
    this.#token = { headers: { authorization: `Bearer ${token}` }, until };
    return this.#token.headers;
  }

  async #post(url: URL, body: string) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    try {
      return await this.http.send({ method: 'POST', url, headers, body, limits: this.limits });
    } catch (error) {
      // RFC 6749, section 5.2: a refused client may be told so with 400.
      if (error instanceof CrmProtocolError && error.status === 400) {
        throw new CrmAuthError(`${url.origin}${url.pathname} refuses our client credentials.`, {
          status: 400,
        });
      }
      throw error;
    }
  }
}
