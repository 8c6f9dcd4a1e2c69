import { createHash } from 'node:crypto';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import { DomainError } from '#platform';
import type { CrmReach } from '../crm-reach.js';
import { CrmAuthError, CrmUnavailableError } from '../crm.errors.js';
import { reachableAddress } from '../reachable-address.js';
import type { DropFolder, DropSite } from './drop-folder.js';
import { SftpFolder } from './sftp-folder.js';
import type { SftpServer } from './sftp-settings.js';

/** A visit that takes longer holds up the others of its connection. */
const LONGEST_VISITS = 20;

/** Folders on the SFTP server of a system, which must show a key that was pinned. */
export class SftpSite implements DropSite {
  constructor(
    private readonly server: SftpServer,
    private readonly reach: CrmReach,
  ) {}

  get where(): string {
    return `sftp://${this.server.host}:${this.server.port}`;
  }

  async visit<T>(folder: string, work: (folder: DropFolder) => Promise<T>): Promise<T> {
    const { host, port, timeoutMs } = this.server;
    const address = await reachableAddress(this.reach, host, port);
    const client = new ssh2.Client();
    let refusedKey: string | undefined;
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('close', () => reject(new CrmUnavailableError(`${this.where} hung up.`)));
    });
    broken.catch(() => undefined); // Told by whoever waits; nobody does once the work is done.
    const timer = setTimeout(() => client.destroy(), timeoutMs * LONGEST_VISITS);
    try {
      const opened = this.#open(client, address, (key) => {
        refusedKey = key;
      });
      const sftp = await Promise.race([opened, broken]);
      const done = await Promise.race([
        work(new SftpFolder(sftp, folder, this.where, timeoutMs)),
        broken,
      ]);
      client.end();
      return done;
    } catch (error) {
      client.destroy();
      throw refusedKey === undefined ? this.#told(error) : this.#strange(refusedKey);
    } finally {
      clearTimeout(timer);
    }
  }

  #open(client: Client, address: string, refuse: (key: string) => void): Promise<SFTPWrapper> {
    const { port, user, hostKeys, password, privateKey, passphrase, timeoutMs } = this.server;
    return new Promise((resolve, reject) => {
      client.on('ready', () => {
        client.sftp((error, sftp) => {
          if (error) return reject(error);
          // Told by the call that waits; without a listener it would end the process.
          sftp.on('error', () => undefined);
          resolve(sftp);
        });
      });
      client.connect({
        // The very address that was checked.
        host: address,
        port,
        username: user,
        ...(password !== undefined && { password }),
        ...(privateKey !== undefined && { privateKey }),
        ...(passphrase !== undefined && { passphrase }),
        readyTimeout: timeoutMs,
        hostVerifier: (key: Buffer) => {
          const shown = fingerprintOf(key);
          const isPinned = hostKeys.includes(shown);
          if (!isPinned) refuse(shown);
          return isPinned;
        },
      });
      // The protocol asks and waits: small packets must not be held back.
      client.setNoDelay(true);
    });
  }

  #strange(key: string): CrmAuthError {
    return new CrmAuthError(
      `${this.where} shows the key ${key}, which is none of sftp.hostKey. ` +
        'Ask the people of that system whether they changed it; nothing was sent.',
    );
  }

  #told(error: unknown): Error {
    if (error instanceof DomainError) return error;
    const { level, code } = error as { level?: string; code?: string | number };
    if (level === 'client-authentication')
      return new CrmAuthError(`${this.where} refuses our name, password or key.`);
    return new CrmUnavailableError(`${this.where} broke off: ${code ?? level ?? 'no answer'}.`);
  }
}

/** As `ssh-keygen -l` prints it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
