import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong between a vendor and its caller. */
export type VendorFault =
  'too many requests' | 'server error' | 'slow' | 'half an answer' | 'a web page' | 'hangs up';

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
  readonly #faults: VendorFault[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.#serve(request, response).catch((error: unknown) => {
      send(response, { status: 500, json: { error: String(error) } });
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

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.origin);
    const request: VendorRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: await textOf(incoming),
    };
    if (this.isSignIn(request)) return send(response, this.answer(request));
    this.requests.push(request);
    const fault = this.#faults.shift();
    if (!fault) return send(response, this.answer(request));
    return fault === 'too many requests' ? send(response, this.tooMany()) : fail(fault, response);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, json, headers }: VendorAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

function fail(fault: Exclude<VendorFault, 'too many requests'>, response: ServerResponse): void {
  switch (fault) {
    case 'server error':
      response.writeHead(503).end('{"error":"maintenance"}');
      break;
    case 'half an answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"records":[{"Id":"1"');
      setTimeout(() => response.destroy(), 20);
      break;
    case 'a web page':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in as ann@example.com</html>');
      break;
    case 'hangs up':
      response.destroy();
      break;
    case 'slow':
      // Never answers; stop() closes the connection.
      break;
  }
}
