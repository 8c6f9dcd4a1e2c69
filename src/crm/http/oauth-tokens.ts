import type { Clock } from '#platform';
import { CrmAuthError, CrmProtocolError } from '../crm.errors.js';
import { isPlainObject } from '../settings-reading.js';
import type { Credentials, ProofHeaders } from './credentials.js';
import type { AnswerLimits, CrmHttp } from './crm-http.js';
import { RefreshTokensInMemory, type RefreshTokenTurns } from './refresh-token-turns.js';

/** How an access token is asked for: the form of the grant, and how the token is shown afterwards. */
export interface TokenGrant {
  tokenUrl: URL;
  /** Such as `grant_type`, `client_id`, `client_secret`, `scope`, `refresh_token`. */
  form: Record<string, string>;
  /** How the form is sent. Default `form`. */
  request?: 'form' | 'json';
  /** Headers of the token request, such as the client as HTTP Basic. */
  asking?: ProofHeaders;
  /** The header that takes the token. Default `authorization`. */
  header?: string;
  /** The word before the token; some vendors have one of their own. Default `Bearer`; an empty one is left out. */
  scheme?: string;
  /** Where an answer holds the token and how long it is good for; else as the standard says. */
  readToken?: (json: unknown) => { token: unknown; lifeSeconds: unknown };
  /** Headers shown beside the token. */
  beside?: ProofHeaders;
  /** Where a refresh token that was replaced is kept; absent: here, until this process ends. */
  refreshTokens?: RefreshTokenTurns | undefined;
}

/** Asked for anew this long before the token runs out, so that it does not expire on its way. */
const EARLY_MS = 30_000;
const DEFAULT_LIFE_S = 300;
/** Others wait for their turn meanwhile. */
const LONGEST_TURN_MS = 20_000;

/**
 * Access tokens of OAuth 2.0 (RFC 6749, sections 4.4 and 6); one token request at a time.
 *
 * @throws CrmAuthError where the grant is refused, CrmProtocolError where no token is answered.
 */
export class OAuthTokens implements Credentials {
  #token?: { headers: ProofHeaders; until: number };
  #asking?: Promise<ProofHeaders>;
  readonly #refreshTokens: RefreshTokenTurns;

  constructor(
    private readonly grant: TokenGrant,
    private readonly http: CrmHttp,
    private readonly limits: AnswerLimits,
    private readonly clock: Clock,
  ) {
    this.#refreshTokens = grant.refreshTokens ?? new RefreshTokensInMemory();
  }

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
    const { tokenUrl, scheme = 'Bearer', header = 'authorization', beside } = this.grant;
    const json = await this.#answer();
    const { token, lifeSeconds: seconds } = (this.grant.readToken ?? standardToken)(json);
    if (typeof token !== 'string' || token === '') {
      throw new CrmProtocolError(
        `${tokenUrl.origin}${tokenUrl.pathname} answered no access_token.`,
      );
    }
    const lifeMs = (Number(seconds) || DEFAULT_LIFE_S) * 1000;
    const until = this.clock.now().getTime() + Math.max(lifeMs - EARLY_MS, lifeMs / 2);
    this.#token = { headers: { ...beside, [header]: `${scheme} ${token}`.trim() }, until };
    return this.#token.headers;
  }

  /** A refresh token that was used up is answered with the next one. */
  async #answer(): Promise<unknown> {
    const { form } = this.grant;
    const { grant_type: type, refresh_token: first } = form;
    if (type !== 'refresh_token' || first === undefined) return this.#post(form, this.limits);
    const totalMs = Math.min(this.limits.totalMs, LONGEST_TURN_MS);
    return this.#refreshTokens.turn(first, async (newest) => {
      const shown = { ...form, refresh_token: newest };
      const answer = await this.#post(shown, { ...this.limits, totalMs });
      const next = isPlainObject(answer) ? answer['refresh_token'] : undefined;
      const isNext = typeof next === 'string' && next !== '' && next !== newest;
      return { answer, next: isNext ? next : undefined };
    });
  }

  async #post(form: Record<string, string>, limits: AnswerLimits): Promise<unknown> {
    const { tokenUrl: url, request, asking } = this.grant;
    const body = request === 'json' ? JSON.stringify(form) : new URLSearchParams(form).toString();
    const type = request === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, ...asking };
    try {
      return (await this.http.send({ method: 'POST', url, headers, body, limits })).json;
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

const standardToken = (json: unknown): { token: unknown; lifeSeconds: unknown } => {
  const { access_token: token, expires_in: lifeSeconds } = isPlainObject(json) ? json : {};
  return { token, lifeSeconds };
};
