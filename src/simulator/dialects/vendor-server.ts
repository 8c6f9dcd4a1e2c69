import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failWith, type VendorFault } from './vendor-faults.js';

export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface VendorAnswer {
  status: number;
  /** Undefined sends no body. */
  json?: unknown;
  /** A body that is no JSON, or JSON written the vendor's own way; goes before `json`. */
  text?: string;
  headers?: Record<string, string>;
}

/** The token of an `Authorization` header of this scheme; an empty text where there is none. */
export const shownToken = ({ headers }: VendorRequest, scheme = 'Bearer'): string => {
  const [shown, token] = (headers.authorization ?? '').split(' ');
  return shown === scheme ? (token ?? '') : '';
};

/** A vendor's server on loopback: what it answers is the dialect's, what goes wrong is the test's. */
export abstract class VendorServer {
  /** What was asked beside signing in, in order. */
  readonly requests: VendorRequest[] = [];
  /** The vendor's clock, epoch ms; also what its answers carry as `Date`. */
  now: () => number = () => Date.now();
  /** Tokens are good for a single call: whoever needs two for a page signs in between them. */
  expiresAfterEveryCall = false;
  /** Which fault meets a request that none was ordered for; undefined lets it through. */
  chance: () => VendorFault | undefined = () => undefined;
  readonly #tokens = new Set<string>();
  readonly #faults: VendorFault[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.#serve(request, response).catch((error: unknown) => {
      this.#send(response, { status: 500, json: { error: String(error) } });
    });
  });

  /** Whether this request is about signing in: that always works, and is not counted. */
  protected abstract isSignIn(request: VendorRequest): boolean;
  protected abstract answer(request: VendorRequest): VendorAnswer;
  /** How this vendor says that there were too many requests. */
  protected tooMany(): VendorAnswer {
    return { status: 429, headers: { 'retry-after': '7' } };
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get host(): string {
    return new URL(this.origin).host;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** The next answers beside signing in go wrong, one fault each. */
  failNext(...faults: VendorFault[]): void {
    this.#faults.push(...faults);
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  protected issueToken(): string {
    const token = randomUUID();
    this.#tokens.add(token);
    return token;
  }

  protected isToken(token: string): boolean {
    return this.#tokens.has(token);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(incoming, this.origin);
    if (this.isSignIn(request)) return this.#send(response, this.answer(request));
    this.requests.push(request);
    const fault = this.#faults.shift() ?? this.chance();
    if (fault === 'too many requests') return this.#send(response, this.tooMany());
    if (fault !== undefined && fault !== 'lost answer') return failWith(fault, response);
    const answer = this.answer(request);
    if (this.expiresAfterEveryCall && answer.status < 300) this.expireTokens();
    return fault === undefined ? this.#send(response, answer) : failWith(fault, response);
  }

  #send(response: ServerResponse, { status, json, text, headers }: VendorAnswer): void {
    const date = new Date(this.now()).toUTCString();
    response.writeHead(status, { date, 'content-type': 'application/json', ...headers });
    response.end(text ?? (json === undefined ? undefined : JSON.stringify(json)));
  }
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<VendorRequest> {
  const { method = '', headers, url = '/' } = incoming;
  const { pathname: path, searchParams: query } = new URL(url, origin);
  return { method, path, query, headers, body: await textOf(incoming) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
