import { readSecret, type Secrets } from '../read-secret.js';
import type { SettingsSection } from '../settings-reading.js';
import type { RestAuth } from './rest-settings.js';

const TYPES = ['oauth2-client-credentials', 'api-key', 'basic', 'bearer'] as const;

/** Reads `auth:`; the secrets it needs by name must be among the connection's opened secrets. */
export function readAuth(root: SettingsSection, secrets: Secrets, baseUrl: URL): RestAuth {
  const section = root.section('auth', `Give type: ${TYPES.join(', ')}.`);
  const type = section.word('type', TYPES);
  const auth = AUTH_READERS[type](section, secrets, baseUrl);
  section.close();
  return auth;
}

const AUTH_READERS: {
  [T in RestAuth['type']]: (section: SettingsSection, secrets: Secrets, baseUrl: URL) => RestAuth;
} = {
  'oauth2-client-credentials': (section, secrets, baseUrl) => {
    const scope = section.optionalText('scope', 'Give the scopes, separated by blanks.');
    return {
      type: 'oauth2-client-credentials',
      tokenUrl: readTokenUrl(section, baseUrl),
      ...(scope !== undefined && { scope }),
      clientId: readSecret(section, secrets, 'clientId'),
      clientSecret: readSecret(section, secrets, 'clientSecret'),
    };
  },
  'api-key': (section, secrets) => ({
    type: 'api-key',
    header: section.text('header', 'Name the header that takes the key, such as X-Api-Key.'),
    apiKey: readSecret(section, secrets, 'apiKey'),
  }),
  basic: (section, secrets) => ({
    type: 'basic',
    username: readSecret(section, secrets, 'username'),
    password: readSecret(section, secrets, 'password'),
  }),
  bearer: (section, secrets) => ({ type: 'bearer', token: readSecret(section, secrets, 'token') }),
};

function readTokenUrl(section: SettingsSection, baseUrl: URL): URL {
  const fix = 'Give a full address, or a path such as /oauth/token on the host of baseUrl.';
  const text = section.text('tokenUrl', fix);
  if (text !== '' && URL.canParse(text, baseUrl.href)) return new URL(text, baseUrl);
  if (text !== '') section.fault('tokenUrl', 'is not an address', fix);
  return baseUrl;
}
