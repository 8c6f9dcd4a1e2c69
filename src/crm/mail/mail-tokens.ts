import type { Clock } from '#platform';
import { type CrmHttp, DEFAULT_LIMITS } from '../http/crm-http.js';
import { OAuthTokens, type TokenGrant } from '../http/oauth-tokens.js';
import type { RefreshTokenTurns } from '../http/refresh-token-turns.js';

/** Access tokens for one account of a mail server; one of them serves until it is refused or runs out. */
export interface MailTokens {
  token(): Promise<string>;
  /** The token was refused: the next is a fresh one. */
  refused(): void;
}

export type MakeMailTokens = (grant: TokenGrant) => MailTokens;

/** Tokens fetched through the same guarded door as everything else. */
export const mailTokens =
  (http: CrmHttp, clock: Clock, refreshTokens?: RefreshTokenTurns): MakeMailTokens =>
  (grant) => {
    const tokens = new OAuthTokens({ ...grant, refreshTokens }, http, DEFAULT_LIMITS, clock);
    let shown: Record<string, string> = {};
    return {
      async token() {
        shown = await tokens.headers();
        return (shown['authorization'] ?? '').replace(/^Bearer /, '');
      },
      refused: () => void tokens.renew(shown),
    };
  };
