import { readSecret, type Secrets } from '../read-secret.js';
import type { SettingsSection } from '../settings-reading.js';

/** A system's SFTP server, and how we know it and it knows us. */
export interface SftpServer {
  host: string;
  port: number;
  user: string;
  /** SHA-256 of the keys it may show, as `ssh-keygen -l` prints them. */
  hostKeys: string[];
  password?: string;
  privateKey?: string;
  passphrase?: string;
  timeoutMs: number;
}

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
const KEY_FIX =
  'Give SHA256:… as `ssh-keyscan HOST | ssh-keygen -lf -` prints it, after comparing it with what the system’s people say.';

/** Reads `sftp:`; signing in needs the secret `password`, or `privateKey` (and its `passphrase`). */
export function readSftpServer(section: SettingsSection, secrets: Secrets): SftpServer {
  const fix = 'Give the name of the SFTP server, such as sftp.example.com.';
  const host = section.text('host', fix);
  if (host !== '' && !HOST.test(host)) section.fault('host', 'is not a host name', fix);
  const server: SftpServer = {
    host,
    port: section.number('port', { min: 1, max: 65_535, fallback: 22 }),
    user: section.text('user', 'Give the name to sign in with.'),
    hostKeys: readHostKeys(section),
    ...readProof(section, secrets),
    timeoutMs: section.number('timeoutMs', { min: 100, max: 300_000, fallback: 30_000 }),
  };
  section.close();
  return server;
}

function readHostKeys(section: SettingsSection): string[] {
  const keys = section.texts('hostKey', KEY_FIX);
  if (keys.length === 0) section.fault('hostKey', 'is missing', KEY_FIX);
  if (!keys.every((key) => FINGERPRINT.test(key)))
    section.fault('hostKey', 'is not the SHA-256 of a key', KEY_FIX);
  return keys.map((key) => key.replace(/=$/, ''));
}

function readProof(
  section: SettingsSection,
  secrets: Secrets,
): Pick<SftpServer, 'password' | 'privateKey' | 'passphrase'> {
  const { privateKey, passphrase } = secrets;
  if (!privateKey) return { password: readSecret(section, secrets, 'password') };
  return { privateKey, ...(passphrase && { passphrase }) };
}
