import { createConnection, type Socket } from 'node:net';

/** Speaks SMTP line by line, so that a test sees every answer and may break off anywhere. */
export class SmtpClient {
  #buffer = '';
  #closed = false;
  #waiting: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      this.#buffer += chunk;
      this.#waiting?.();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#closed = true;
      this.#waiting?.();
    });
  }

  /** @returns the client and the greeting's code. */
  static async connect(port: number): Promise<[SmtpClient, number]> {
    const client = new SmtpClient(createConnection(port, '127.0.0.1'));
    return [client, await client.answer()];
  }

  /** The code of the next answer; 0 where the server closed instead. */
  async answer(): Promise<number> {
    for (;;) {
      const last = /^(\d{3}) [^\n]*\n/m.exec(this.#buffer);
      if (last) {
        this.#buffer = this.#buffer.slice(last.index + last[0].length);
        return Number(last[1]);
      }
      if (this.#closed) return 0;
      // oxlint-disable-next-line no-await-in-loop -- an answer comes in pieces
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  async say(line: string): Promise<number> {
    this.socket.write(`${line}\r\n`);
    return this.answer();
  }

  /** Sends a mail's bytes after DATA was answered; dots are doubled as RFC 5321 wants. */
  async body(raw: Buffer): Promise<number> {
    const text = raw.toString('latin1').replaceAll(/\r?\n/g, '\r\n');
    this.socket.write(text.replaceAll(/^\./gm, '..'), 'latin1');
    return this.say('\r\n.');
  }

  /** One whole mail. @returns the code of the first refusal, or of the answer to the mail. */
  async send(to: string | string[], raw: Buffer): Promise<number> {
    for (const line of [
      'EHLO tests.example.com',
      'MAIL FROM:<router@example.com>',
      ...[to].flat().map((one) => `RCPT TO:<${one}>`),
      'DATA',
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- each line waits for its answer
      const code = await this.say(line);
      if (code >= 400) return code;
    }
    return this.body(raw);
  }

  close(): void {
    this.socket.destroy();
  }
}

export async function sendMail(port: number, to: string | string[], raw: Buffer): Promise<number> {
  const [client] = await SmtpClient.connect(port);
  try {
    return await client.send(to, raw);
  } finally {
    client.close();
  }
}
