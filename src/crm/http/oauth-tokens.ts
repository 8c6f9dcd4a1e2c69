import type { Clock } from '#platform';
import { CrmAuthError, CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';
import type { Credentials, ProofHeaders } from './credentials.js';
import type { AnswerLimits, CrmHttp } from './crm-http.js';

/** How an access token is asked for: the form of the grant, and how the token is shown afterwards. */
export interface TokenGrant {
  tokenUrl: URL;
  /** Such as `grant_type`, `client_id`, `client_secret`, `scope`, `refresh_token`. */
  form: Record<string, string>;
  /** The word before the token; some vendors have one of their own. Default `Bearer`. */
  scheme?: string;
  /** Headers shown beside the token. */
  beside?: ProofHeaders;
}

/** Asked for anew this long before the token runs out, so that it does not expire on its way. */
const EARLY_MS = 30_000;
const DEFAULT_LIFE_S = 300;

/**
 * Access tokens of OAuth 2.0 (RFC 6749, sections 4.4 and 6); one token request at a time.
 *
 * @throws CrmAuthError where the grant is refused, CrmProtocolError where no token is answered.
 */
export class OAuthTokens implements Credentials {
  #token?: { headers: ProofHeaders; until: number };
  #asking?: Promise<ProofHeaders>;

  constructor(
    private readonly grant: TokenGrant,
    private readonly http: CrmHttp,
    private readonly limits: AnswerLimits,
    private readonly clock: Clock,
  ) {}

  async headers(): Promise<ProofHeaders> {
    if (this.#token && this.clock.now().getTime() < this.#token.until) return this.#token.headers;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  renew(refused: ProofHeaders): boolean {
    // Another request may have fetched a new token meanwhile: keep that one.
    if (this.#token?.headers === refused) this.#token = undefined;
    return true;
  }

  async #ask(): Promise<ProofHeaders> {
    const { tokenUrl, form, scheme = 'Bearer', beside } = this.grant;
    const { json } = await this.#post(tokenUrl, new URLSearchParams(form).toString());
    const { access_token: token, expires_in: seconds } = isPlainObject(json) ? json : {};
    if (typeof token !== 'string' || token === '') {
      throw new CrmProtocolError(
        `${tokenUrl.origin}${tokenUrl.pathname} answered no access_token.`,
      );
    }
    const lifeMs = (Number(seconds) || DEFAULT_LIFE_S) * 1000;
    const until = this.clock.now().getTime() + Math.max(lifeMs - EARLY_MS, lifeMs / 2);
    this.#token = { headers: { ...beside, authorization: `${scheme} ${token}` }, until };
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
