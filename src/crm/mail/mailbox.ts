import { ImapFlow } from 'imapflow';
import { DomainError } from '#platform';
import type { CrmReach } from '../crm-reach.js';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import { reachableAddress, refuseUnencrypted } from '../reachable-address.js';
import type { MailServer } from './mail-server.js';
import type { MailTokens, MakeMailTokens } from './mail-tokens.js';
import type { MailboxCursor } from './mailbox-cursor.js';

export interface FetchedMail {
  uid: number;
  size: number;
  /** Null where it is larger than asked for. */
  raw: Buffer | null;
}

export interface MailPage {
  mails: FetchedMail[];
  cursor: MailboxCursor;
  last: boolean;
}

export interface PageLimits {
  mails: number;
  bytesOfOne: number;
}

/** A folder on an IMAP server, opened read-only: nothing is marked, moved or deleted there. */
export class Mailbox {
  readonly #tokens?: MailTokens;

  constructor(
    private readonly server: MailServer,
    private readonly folder: string,
    private readonly reach: CrmReach,
    makeTokens: MakeMailTokens,
  ) {
    if (server.oauth) this.#tokens = makeTokens(server.oauth);
  }

  /** How many mails the folder holds. @throws as `page` does. */
  count(): Promise<number> {
    return this.#inFolder(async (client) => (client.mailbox === false ? 0 : client.mailbox.exists));
  }

  /**
   * The mails after `cursor`, oldest first. A folder that was made anew is read from its beginning: leads are
   * recognised by their ids.
   *
   * @throws CrmUnavailableError when the server cannot answer now; CrmAuthError when it refuses our credentials;
   *   CrmProtocolError when there is no such folder.
   */
  page(cursor: MailboxCursor | null, limits: PageLimits): Promise<MailPage> {
    return this.#inFolder(async (client) => {
      const open = client.mailbox;
      if (open === false) throw new CrmUnavailableError(`${this.#where} closed the folder.`);
      const uidValidity = String(open.uidValidity);
      const after = cursor?.uidValidity === uidValidity ? cursor.uid : 0;
      const waiting = open.exists === 0 ? [] : await this.#uidsAfter(client, after);
      const mails: FetchedMail[] = [];
      for (const uid of waiting.slice(0, limits.mails)) {
        // One mail in flight: a page must fit into memory.
        // oxlint-disable-next-line no-await-in-loop -- see above
        mails.push(...(await fetched(client, uid, limits.bytesOfOne)));
      }
      const uid = waiting.slice(0, limits.mails).at(-1) ?? after;
      return { mails, cursor: { uidValidity, uid }, last: waiting.length <= limits.mails };
    });
  }

  async #uidsAfter(client: ImapFlow, after: number): Promise<number[]> {
    const found = await client.search({ uid: `${after + 1}:*` }, { uid: true });
    if (!found) throw new CrmUnavailableError(`${this.#where} could not search the folder.`);
    // `n:*` always holds the newest mail, also one before n.
    return found.filter((uid) => uid > after).toSorted((one, other) => one - other);
  }

  get #where(): string {
    return `The mailbox at ${this.server.host}`;
  }

  async #inFolder<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = await this.#client();
    // Told by the call that waits; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const lock = await client.getMailboxLock(this.folder, { readOnly: true });
      try {
        return await work(client);
      } finally {
        lock.release();
      }
    } catch (error) {
      throw this.#told(error);
    } finally {
      client.close();
    }
  }

  async #client(): Promise<ImapFlow> {
    const { host, port, tls, user = '', password = '', timeoutMs } = this.server;
    if (tls === 'none') refuseUnencrypted(this.reach, host, port);
    return new ImapFlow({
      host: await reachableAddress(this.reach, host, port),
      servername: host,
      port,
      secure: tls === 'implicit',
      doSTARTTLS: tls === 'implicit' ? undefined : tls === 'starttls',
      auth: this.#tokens
        ? { user, accessToken: await this.#tokens.token() }
        : { user, pass: password },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      clientInfo: { name: 'lead-likelihood' },
    });
  }

  /** A server's own words may quote an address, so only its code is kept. */
  #told(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    const { authenticationFailed, mailboxMissing, code, responseStatus } = error as {
      authenticationFailed?: boolean;
      mailboxMissing?: boolean;
      code?: string;
      responseStatus?: string;
    };
    if (authenticationFailed) {
      this.#tokens?.refused();
      const proof = this.#tokens ? 'access token' : 'password';
      return new CrmAuthError(`${this.#where} refuses our name or ${proof}.`);
    }
    if (mailboxMissing || responseStatus === 'NO') {
      return new CrmProtocolError(
        `${this.#where} does not open the folder. Check mailbox.folder in the settings.`,
      );
    }
    return new CrmUnavailableError(`${this.#where} broke off: ${code ?? 'no answer'}.`);
  }
}

/** None where the mail was deleted meanwhile. */
async function fetched(client: ImapFlow, uid: number, mostBytes: number): Promise<FetchedMail[]> {
  const { size = 0 } = orNothing(await client.fetchOne(String(uid), { size: true }, { uid: true }));
  if (size > mostBytes) return [{ uid, size, raw: null }];
  const { source } = orNothing(
    await client.fetchOne(String(uid), { source: { maxLength: mostBytes } }, { uid: true }),
  );
  return source ? [{ uid, size: source.length, raw: source }] : [];
}

const orNothing = <T extends object>(message: T | false): Partial<T> =>
  message === false ? {} : message;
