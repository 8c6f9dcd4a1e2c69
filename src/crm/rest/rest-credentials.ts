import type { Clock } from '#platform';
import { fixedCredentials, type Credentials } from '../http/credentials.js';
import type { AnswerLimits, CrmHttp } from '../http/crm-http.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import type { RefreshTokenTurns } from '../http/refresh-token-turns.js';
import { readPath } from '../payload-path.js';
import type { OAuthSettings, RestAuth } from './rest-settings.js';

export function restCredentials(
  auth: RestAuth,
  http: CrmHttp,
  limits: AnswerLimits,
  clock: Clock,
  refreshTokens?: RefreshTokenTurns,
): Credentials {
  if (auth.type === 'oauth2')
    return new OAuthTokens({ ...grantOf(auth), refreshTokens }, http, limits, clock);
  if (auth.type === 'api-key') {
    return auth.in === 'query'
      ? { ...fixedCredentials({}), query: { [auth.name]: auth.value } }
      : fixedCredentials({ [auth.name.toLowerCase()]: auth.value });
  }
  if (auth.type === 'bearer') return fixedCredentials({ authorization: `Bearer ${auth.token}` });
  return fixedCredentials({ authorization: basic(auth.username, auth.password) });
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const grantOf = (auth: OAuthSettings) => ({
  tokenUrl: auth.tokenUrl,
  form: auth.form,
  request: auth.request,
  header: auth.header,
  scheme: auth.scheme,
  ...(auth.basic && {
    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    asking: {
      authorization: basic(
        encodeURIComponent(auth.basic.user),
        encodeURIComponent(auth.basic.password),
      ),
    },
  }),
  readToken: (json: unknown) => ({
    token: readPath(json, auth.tokenPath),
    lifeSeconds: readPath(json, auth.lifePath),
  }),
});
