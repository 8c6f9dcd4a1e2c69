import type { Clock } from '#platform';
import { fixedCredentials, type Credentials } from '../http/credentials.js';
import type { AnswerLimits, CrmHttp } from '../http/crm-http.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import type { RestAuth } from './rest-settings.js';

export function restCredentials(
  auth: RestAuth,
  http: CrmHttp,
  limits: AnswerLimits,
  clock: Clock,
): Credentials {
  if (auth.type === 'oauth2-client-credentials') {
    return new OAuthTokens(clientCredentials(auth), http, limits, clock);
  }
  if (auth.type === 'api-key')
    return fixedCredentials({ [auth.header.toLowerCase()]: auth.apiKey });
  if (auth.type === 'bearer') return fixedCredentials({ authorization: `Bearer ${auth.token}` });
  const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  return fixedCredentials({ authorization: `Basic ${pair}` });
}

const clientCredentials = ({
  tokenUrl,
  clientId,
  clientSecret,
  scope,
}: Extract<RestAuth, { type: 'oauth2-client-credentials' }>) => ({
  tokenUrl,
  form: {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope !== undefined && { scope }),
  },
});
