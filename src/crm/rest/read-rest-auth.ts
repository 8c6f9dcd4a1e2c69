import { parsePath } from '../payload-path.js';
import { readSecret, type Secrets } from '../read-secret.js';
import type { SettingsSection } from '../settings-reading.js';
import { optionalPath } from './read-rest-paths.js';
import type { OAuthSettings, RestAuth } from './rest-settings.js';

const TYPES = [
  'oauth2-client-credentials',
  'oauth2-password',
  'oauth2-refresh-token',
  'api-key',
  'basic',
  'bearer',
] as const;
type AuthType = (typeof TYPES)[number];
type AuthReader = (section: SettingsSection, secrets: Secrets, baseUrl: URL) => RestAuth;

/** Reads `auth:`; the secrets it needs by name must be among the connection's opened secrets. */
export function readAuth(root: SettingsSection, secrets: Secrets, baseUrl: URL): RestAuth {
  const section = root.section('auth', `Give type: ${TYPES.join(', ')}.`);
  const type = section.word('type', TYPES);
  const auth = AUTH_READERS[type](section, secrets, baseUrl);
  section.close();
  return auth;
}

const AUTH_READERS: Record<AuthType, AuthReader> = {
  'oauth2-client-credentials': (section, secrets, baseUrl) =>
    readOAuth(section, secrets, baseUrl, { grant_type: 'client_credentials' }),
  'oauth2-password': (section, secrets, baseUrl) =>
    readOAuth(section, secrets, baseUrl, {
      grant_type: 'password',
      username: readSecret(section, secrets, 'username'),
      password: readSecret(section, secrets, 'password'),
    }),
  'oauth2-refresh-token': (section, secrets, baseUrl) =>
    readOAuth(section, secrets, baseUrl, {
      grant_type: 'refresh_token',
      refresh_token: readSecret(section, secrets, 'refreshToken'),
    }),
  'api-key': (section, secrets) => {
    const inQuery = section.has('query') && !section.has('header');
    const name = inQuery
      ? section.text('query', 'Name the query parameter that takes the key.')
      : section.text('header', 'Name the header that takes the key, such as X-Api-Key.');
    const prefix = section.optionalText('prefix', 'Give the word before the key, such as Token.');
    const key = readSecret(section, secrets, 'apiKey');
    const value = prefix === undefined ? key : `${prefix.trim()} ${key}`;
    return { type: 'api-key', in: inQuery ? 'query' : 'header', name, value };
  },
  basic: (section, secrets) => ({
    type: 'basic',
    username: readSecret(section, secrets, 'username'),
    password: readSecret(section, secrets, 'password'),
  }),
  bearer: (section, secrets) => ({ type: 'bearer', token: readSecret(section, secrets, 'token') }),
};

/** RFC 6749; what systems do differently can be said. */
function readOAuth(
  section: SettingsSection,
  secrets: Secrets,
  baseUrl: URL,
  grant: Record<string, string>,
): OAuthSettings {
  const scope = section.optionalText('scope', 'Give the scopes, separated by blanks.');
  const shown = section.word('client', ['form', 'basic'], 'form');
  const user = readSecret(section, secrets, 'clientId');
  const password = readSecret(section, secrets, 'clientSecret');
  const more = section.optionalSection('form', 'Give more fields of the token request.');
  return {
    type: 'oauth2',
    tokenUrl: readTokenUrl(section, baseUrl),
    form: {
      ...grant,
      ...(shown === 'form' && { client_id: user, client_secret: password }),
      ...(scope !== undefined && { scope }),
      ...Object.fromEntries((more?.entries() ?? []).map(([key, value]) => [key, String(value)])),
    },
    ...(shown === 'basic' && { basic: { user, password } }),
    request: section.word('request', ['form', 'json'], 'form'),
    tokenPath: optionalPath(section, 'tokenPath') ?? pathOf('access_token'),
    lifePath: optionalPath(section, 'lifePath') ?? pathOf('expires_in'),
    header: section.text('header', 'Name the header.', 'authorization').toLowerCase(),
    scheme: section.text('scheme', 'Give the word before the token.', 'Bearer'),
  };
}

const pathOf = (text: string) => parsePath(text) ?? { text, steps: [] };

function readTokenUrl(section: SettingsSection, baseUrl: URL): URL {
  const fix = 'Give a full address, or a path such as /oauth/token on the host of baseUrl.';
  const text = section.text('tokenUrl', fix);
  if (text !== '' && URL.canParse(text, baseUrl.href)) return new URL(text, baseUrl);
  if (text !== '') section.fault('tokenUrl', 'is not an address', fix);
  return baseUrl;
}
