import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Env } from '#config';
import { CallersCount } from './callers-count.js';
import { MailAddresses, type MailDoorway } from './mail-addresses.js';
import { MailIntake } from './mail-intake.js';
import { bytesOf, MOST_BYTES, refusal } from './smtp-session.js';

const MOST_RECIPIENTS = 10;
const MOST_OF_ONE_CALLER = 20;
const MOST_WRONG_RECIPIENTS = 5;
const IDLE_MS = 60_000;
const CLOSE_MS = 10_000;

/**
 * A mail server that takes leads and nothing else. It answers 250 only once what a mail holds is committed, so
 * that whatever was accepted is safe, and whoever was not answered sends again.
 */
@Injectable()
export class SmtpDoor implements OnModuleDestroy {
  private readonly logger = new Logger(SmtpDoor.name);
  readonly #callers = new CallersCount(MOST_OF_ONE_CALLER);
  /** Recipients nobody knows, by session. */
  readonly #wrong = new WeakMap<SMTPServerSession, number>();
  #server: SMTPServer | undefined;

  constructor(
    private readonly env: Env,
    private readonly addresses: MailAddresses,
    private readonly intake: MailIntake,
  ) {}

  /** Listens where the environment names a port. @returns where, undefined where it names none. */
  async open(): Promise<AddressInfo | undefined> {
    const { SMTP_PORT: port, SMTP_HOST: host = this.env.HOST } = this.env;
    if (port === undefined) return undefined;
    const server = this.#made();
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    // Broken connections of others; what happened to a mail is told to its sender.
    server.on('error', (error) => this.logger.debug(`A mail session broke off: ${error.name}`));
    const address = server.server.address() as AddressInfo;
    this.logger.log(`Leads may be mailed to ${host}:${address.port}`);
    return address;
  }

  /** Sessions that are in the middle of a mail may end it. */
  async onModuleDestroy(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }

  #made(): SMTPServer {
    const tls = tlsOf(this.env);
    return new SMTPServer({
      ...tls,
      // The built-in certificate is known to everybody: without one of our own there is no STARTTLS.
      disabledCommands: ['AUTH', ...(tls ? [] : ['STARTTLS'])],
      authOptional: true,
      banner: 'Lead intake',
      size: MOST_BYTES,
      maxClients: this.env.SMTP_MAX_CONNECTIONS,
      maxRecipients: MOST_RECIPIENTS,
      socketTimeout: IDLE_MS,
      closeTimeout: CLOSE_MS,
      disableReverseLookup: true,
      logger: false,
      onConnect: ({ remoteAddress }, done) =>
        done(this.#callers.come(remoteAddress) ? null : refusal(421, 'Too many connections')),
      onClose: ({ remoteAddress }, done) => {
        this.#callers.go(remoteAddress);
        done();
      },
      onRcptTo: ({ address }, session, done) =>
        void answered(this.#recipient(address, session), done),
      onData: (stream, session, done) => void answered(this.#mail(stream, session), done),
    });
  }

  async #recipient(address: string, session: SMTPServerSession): Promise<Error | null> {
    const wrong = this.#wrong.get(session) ?? 0;
    if (wrong >= MOST_WRONG_RECIPIENTS) return refusal(421, 'Too many unknown recipients');
    try {
      if (await this.addresses.find(address)) return null;
    } catch (error) {
      return this.#laterFor(error);
    }
    this.#wrong.set(session, wrong + 1);
    return refusal(550, 'No such recipient');
  }

  async #mail(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    try {
      const raw = await bytesOf(stream);
      if (raw === undefined) return refusal(552, `A mail may have ${MOST_BYTES} bytes at the most`);
      for (const doorway of await this.#doorways(session)) await this.intake.take(raw, doorway);
      return null;
    } catch (error) {
      return this.#laterFor(error);
    }
  }

  /** Each connection once, however many of its addresses a mail names. */
  async #doorways({ envelope }: SMTPServerSession): Promise<MailDoorway[]> {
    const doorways = new Map<string, MailDoorway>();
    for (const { address } of envelope.rcptTo) {
      const doorway = await this.addresses.find(address);
      if (!doorway) throw new TypeError('An address was given up between recipient and mail.');
      doorways.set(doorway.connectionId, doorway);
    }
    return [...doorways.values()];
  }

  /** The sender keeps the mail and tries again; only what kind of fault it was may be logged. */
  #laterFor(error: unknown): Error {
    const { name, code } = error as { name?: string; code?: string };
    this.logger.error(`A mail could not be stored: ${code ?? name}`);
    return refusal(451, 'It could not be stored now, try again later');
  }
}

/** The work never throws: what went wrong is an answer, too. */
async function answered(
  work: Promise<Error | null>,
  done: (refused: Error | null) => void,
): Promise<void> {
  done(await work);
}

function tlsOf({ SMTP_TLS_CERT, SMTP_TLS_KEY }: Env): { cert: Buffer; key: Buffer } | undefined {
  if (SMTP_TLS_CERT === undefined || SMTP_TLS_KEY === undefined) return undefined;
  return { cert: readFileSync(SMTP_TLS_CERT), key: readFileSync(SMTP_TLS_KEY) };
}
