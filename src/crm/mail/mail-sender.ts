import { createTransport } from 'nodemailer';
import type { CrmReach } from '../crm-reach.js';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import { reachableAddress, refuseUnencrypted } from '../reachable-address.js';
import type { MailServer } from './mail-server.js';
import type { MailTokens, MakeMailTokens } from './mail-tokens.js';

export interface OutgoingMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** The same on every retry, so that the receiving side can drop a repeat. */
  messageId: string;
  headers: Record<string, string>;
}

/** Hands mails to a server for sending, in one session that ends with the work. */
export class MailSender {
  readonly #tokens?: MailTokens;

  constructor(
    private readonly server: MailServer,
    private readonly reach: CrmReach,
    makeTokens: MakeMailTokens,
  ) {
    if (server.oauth) this.#tokens = makeTokens(server.oauth);
  }

  /** Signs in and sends nothing. @throws as `session` does. */
  async tryOut(): Promise<void> {
    await this.session(async () => undefined);
  }

  /**
   * @param work - Is given what sends one mail.
   * @throws CrmUnavailableError when the server cannot be reached or is busy; CrmAuthError when it refuses our
   *   credentials; CrmProtocolError when it refuses a mail.
   */
  async session<T>(work: (send: (mail: OutgoingMail) => Promise<void>) => Promise<T>): Promise<T> {
    const { host, port, tls, timeoutMs } = this.server;
    if (tls === 'none') refuseUnencrypted(this.reach, host, port);
    const address = await reachableAddress(this.reach, host, port);
    const transport = createTransport({
      pool: true,
      maxConnections: 1,
      host: address,
      port,
      secure: tls === 'implicit',
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      tls: { servername: host },
      ...(await this.#proof()),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.verify().catch((error: unknown) => this.#told(error));
      return await work(async (mail) => {
        await transport
          .sendMail({ ...mail, textEncoding: 'quoted-printable' })
          .catch((error: unknown) => this.#told(error));
      });
    } finally {
      transport.close();
    }
  }

  async #proof(): Promise<object> {
    const { user, password = '' } = this.server;
    if (user === undefined) return {};
    if (!this.#tokens) return { auth: { user, pass: password } };
    return { auth: { type: 'OAuth2', user, accessToken: await this.#tokens.token() } };
  }

  /** A server's own words may quote an address, so only its code is kept. */
  #told(error: unknown): never {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    const where = `The mail server ${this.server.host}`;
    if (code === 'EAUTH' || responseCode === 530 || responseCode === 535) {
      this.#tokens?.refused();
      const proof = this.#tokens ? 'access token' : 'password';
      throw new CrmAuthError(`${where} refuses our name or ${proof}.`);
    }
    if (responseCode !== undefined && responseCode >= 500)
      throw new CrmProtocolError(`${where} refused the mail with ${responseCode}.`, {
        status: responseCode,
      });
    throw new CrmUnavailableError(
      `${where} cannot take mail now: ${responseCode ?? code ?? 'it broke off'}.`,
    );
  }
}
