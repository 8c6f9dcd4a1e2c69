import type { TokenGrant } from '../http/oauth-tokens.js';
import { readAddress } from '../read-address.js';
import { readSecret, type Secrets } from '../read-secret.js';
import type { SettingsSection } from '../settings-reading.js';

const TLS_WORDS = ['implicit', 'starttls', 'none'] as const;

/** A mail server of somebody else: where mail is fetched from, or handed over for sending. */
export interface MailServer {
  host: string;
  port: number;
  /** `none` only works with hosts the operator allowed by name. */
  tls: (typeof TLS_WORDS)[number];
  user?: string;
  password?: string;
  /** In place of a password (XOAUTH2, OAUTHBEARER); how its tokens are asked for. */
  oauth?: TokenGrant;
  timeoutMs: number;
}

/** Names of the secrets that prove who we are to one server. */
export interface MailSecrets {
  password: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

export const MAILBOX_SECRETS: MailSecrets = {
  password: 'mailboxPassword',
  clientId: 'mailboxClientId',
  clientSecret: 'mailboxClientSecret',
  refreshToken: 'mailboxRefreshToken',
};
export const SMTP_SECRETS: MailSecrets = {
  password: 'smtpPassword',
  clientId: 'smtpClientId',
  clientSecret: 'smtpClientSecret',
  refreshToken: 'smtpRefreshToken',
};

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i;

/** Host, port, tls, user and the secret that belongs to them; the section's other keys are the caller's. */
export function readMailServer(
  section: SettingsSection,
  secrets: Secrets,
  names: MailSecrets,
  usual: { port: number; tls: MailServer['tls'] },
): MailServer {
  const fix = 'Give the name of the mail server, such as mail.example.com.';
  const host = section.text('host', fix);
  if (host !== '' && !HOST.test(host)) section.fault('host', 'is not a host name', fix);
  const user = section.optionalText('user', 'Give the name to sign in with.');
  return {
    host,
    port: section.number('port', { min: 1, max: 65_535, fallback: usual.port }),
    tls: section.word('tls', TLS_WORDS, usual.tls),
    timeoutMs: section.number('timeoutMs', { min: 100, max: 300_000, fallback: 30_000 }),
    ...(user !== undefined && { user, ...readProof(section, secrets, names) }),
  };
}

function readProof(
  section: SettingsSection,
  secrets: Secrets,
  names: MailSecrets,
): Pick<MailServer, 'password' | 'oauth'> {
  const oauth = section.optionalSection('oauth', 'Give tokenUrl and scope.');
  if (!oauth) return { password: readSecret(section, secrets, names.password) };
  const scope = oauth.optionalText('scope', 'Give the scopes, separated by blanks.');
  const refreshToken = secrets[names.refreshToken];
  const grant: Record<string, string> =
    refreshToken === undefined || refreshToken === ''
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken };
  const read = {
    tokenUrl: readAddress(oauth, 'tokenUrl'),
    form: {
      ...grant,
      client_id: readSecret(oauth, secrets, names.clientId),
      client_secret: readSecret(oauth, secrets, names.clientSecret),
      ...(scope !== undefined && { scope }),
    },
  };
  oauth.close();
  return { oauth: read };
}
