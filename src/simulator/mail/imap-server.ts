import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type ImapFault = 'hangs up' | 'slow' | 'refuses' | 'half an answer';

interface Session {
  socket: Socket;
  signedIn: boolean;
  folder: boolean;
}

/** One folder of one account on loopback, in as much of RFC 3501 as a reader needs; nothing can be changed here. */
export class ImapServer {
  readonly user = 'leads@example.com';
  password = 'a mailbox password of the tests';
  /** Where set, this token signs in (XOAUTH2) and no password does. */
  accessToken?: string;
  folder = 'INBOX';
  uidValidity = 7;
  /** By UID; UIDs only grow. */
  readonly mails = new Map<number, Buffer>();
  /** What was asked, in order, passwords left out. */
  readonly commands: string[] = [];
  readonly #faults: ImapFault[] = [];
  readonly #sockets = new Set<Socket>();
  #uidNext = 1;
  readonly #server: Server = createServer((socket) => this.#serve(socket));

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  deliver(...mails: (string | Buffer)[]): void {
    for (const mail of mails) {
      this.mails.set(this.#uidNext, Buffer.from(mail));
      this.#uidNext += 1;
    }
  }

  /** The folder as after a restore: the same mails under other UIDs. */
  renumber(): void {
    const mails = [...this.mails.values()];
    this.mails.clear();
    this.uidValidity += 1;
    this.#uidNext = 1;
    this.deliver(...mails);
  }

  /** The next fetches of mails go wrong, one fault each. */
  failNext(...faults: ImapFault[]): void {
    this.#faults.push(...faults);
  }

  #serve(socket: Socket): void {
    // An answer is several writes; the later ones must not wait until the first is acknowledged.
    socket.setNoDelay(true);
    const session: Session = { socket, signedIn: false, folder: false };
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('* OK ready\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        this.#answer(session, line);
      }
    });
  }

  #answer(session: Session, line: string): void {
    const [tag = '*'] = line.split(' ', 1);
    const command = line.slice(tag.length + 1);
    const verb = verbOf(command);
    this.commands.push(verb === 'LOGIN' || verb === 'AUTHENTICATE' ? verb : command);
    const { lines, status = 'OK' } = this.#judged(session, verb, command);
    if (lines === 'silence') return;
    for (const one of [...lines, `${tag} ${status} ${verb} done\r\n`]) session.socket.write(one);
    if (verb === 'LOGOUT') session.socket.end();
  }

  #judged(session: Session, verb: string, command: string): Judged {
    const plain = PLAIN[verb];
    if (plain) return plain;
    if (verb === 'CAPABILITY') return this.#capabilities();
    if (verb === 'LOGIN') return this.#login(session, command);
    if (verb === 'AUTHENTICATE') return this.#authenticate(session, command);
    if (verb === 'EXAMINE') return this.#examine(session, command);
    if (session.folder && verb === 'UID SEARCH') return this.#search(command);
    if (session.folder && verb === 'UID FETCH') return this.#fetch(session, command);
    // SELECT, STORE, EXPUNGE and the like too: this account is only for reading.
    return BAD;
  }

  #login(session: Session, command: string): Judged {
    const [, user, password] = /^LOGIN "?([^" ]+)"? "?([^"]+)"?$/i.exec(command) ?? [];
    session.signedIn =
      this.accessToken === undefined && user === this.user && password === this.password;
    return session.signedIn ? { lines: [] } : REFUSED;
  }

  #capabilities(): Judged {
    const more = this.accessToken === undefined ? '' : ' SASL-IR AUTH=XOAUTH2 LOGINDISABLED';
    return { lines: [`* CAPABILITY IMAP4rev1${more}\r\n`] };
  }

  #authenticate(session: Session, command: string): Judged {
    const [, payload = ''] = /^AUTHENTICATE XOAUTH2 (\S+)$/i.exec(command) ?? [];
    const shown = Buffer.from(payload, 'base64').toString();
    session.signedIn =
      this.accessToken !== undefined &&
      shown === `user=${this.user}\u0001auth=Bearer ${this.accessToken}\u0001\u0001`;
    return session.signedIn ? { lines: [] } : REFUSED;
  }

  #examine(session: Session, command: string): Judged {
    if (!session.signedIn) return BAD;
    if (command.replaceAll('"', '') !== `EXAMINE ${this.folder}`)
      return { lines: [], status: 'NO [NONEXISTENT]' };
    session.folder = true;
    const told = [
      'FLAGS (\\Seen)',
      `${this.mails.size} EXISTS`,
      '0 RECENT',
      `OK [UIDVALIDITY ${this.uidValidity}] valid`,
      `OK [UIDNEXT ${this.#uidNext}] next`,
    ];
    return { lines: told.map((one) => `* ${one}\r\n`), status: 'OK [READ-ONLY]' };
  }

  #search(command: string): Judged {
    const from = Number(/ UID (\d+):\*/.exec(command)?.[1] ?? 1);
    const uids = [...this.mails.keys()];
    // RFC 3501: with `n:*` the newest mail is always among them.
    const found = uids.filter((uid) => uid >= Math.min(from, uids.at(-1) ?? 0));
    return { lines: [`* SEARCH${found.map((uid) => ` ${uid}`).join('')}\r\n`] };
  }

  #fetch({ socket }: Session, command: string): Judged {
    const [, number, what = ''] = /^UID FETCH (\d+) (.*)$/i.exec(command) ?? [];
    const uid = Number(number);
    const mail = this.mails.get(uid);
    if (!mail) return { lines: [] };
    const at = [...this.mails.keys()].indexOf(uid) + 1;
    if (/RFC822\.SIZE/i.test(what))
      return { lines: [`* ${at} FETCH (UID ${uid} RFC822.SIZE ${mail.length})\r\n`] };
    // BODY[] would mark the mail as seen.
    if (!/BODY\.PEEK\[\]/i.test(what)) return BAD;
    const head = `* ${at} FETCH (UID ${uid} BODY[]<0> {${mail.length}}\r\n`;
    const fault = this.#faults.shift();
    if (fault) return this.#fail(fault, socket, head);
    return { lines: [head, mail, ')\r\n'] };
  }

  #fail(fault: ImapFault, socket: Socket, head: string): Judged {
    if (fault === 'refuses') return { lines: [], status: 'NO [UNAVAILABLE]' };
    if (fault === 'half an answer') socket.write(head);
    if (fault !== 'slow') socket.destroy();
    return { lines: 'silence' };
  }
}

interface Judged {
  lines: (string | Buffer)[] | 'silence';
  status?: string;
}

const BAD: Judged = { lines: [], status: 'BAD' };

const REFUSED: Judged = { lines: [], status: 'NO [AUTHENTICATIONFAILED]' };

const PLAIN: Record<string, Judged> = {
  LIST: { lines: ['* LIST () "/" "INBOX"\r\n'] },
  NOOP: { lines: [] },
  CLOSE: { lines: [] },
  LOGOUT: { lines: [] },
};

const verbOf = (command: string): string => /^(?:UID )?\S+/.exec(command)?.[0].toUpperCase() ?? '';
