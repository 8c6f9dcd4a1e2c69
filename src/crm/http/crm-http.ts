import { isIP } from 'node:net';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import { Clock, DomainError } from '#platform';
import { CrmReach } from '../crm-reach.js';
import {
  CrmAddressRefusedError,
  CrmAuthError,
  CrmProtocolError,
  CrmUnavailableError,
} from '../crm.errors.js';
import { guardedConnector, isPublicAddress } from './address-guard.js';
import { parseJson } from './json-text.js';
import { retryAfterMs } from './retry-after.js';

export interface AnswerLimits {
  /** Until the headers are here. */
  headersMs: number;
  /** Between two pieces of the body. */
  bodyMs: number;
  /** From the first to the last byte. */
  totalMs: number;
  maxBytes: number;
}

export const DEFAULT_LIMITS: AnswerLimits = {
  headersMs: 15_000,
  bodyMs: 15_000,
  totalMs: 60_000,
  maxBytes: 32 * 1024 * 1024,
};
const CONNECT_MS = 5_000;

export interface CrmRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  limits: AnswerLimits;
  /** Statuses that are an answer, and no refusal. */
  alsoGood?: readonly number[];
  /**
   * What a refusal means in the vendor's own words: some say "too many requests" with 403 or 400.
   * Undefined leaves it to the status.
   */
  readRefusal?: (refusal: CrmAnswer, where: string) => DomainError | undefined;
}

export interface TextAnswer {
  status: number;
  /** Lower-case names; of a repeated header the first. */
  header: (name: string) => string | undefined;
  text: string;
}

export interface CrmAnswer extends Omit<TextAnswer, 'text'> {
  /** Whole numbers beyond 2^53 are text; undefined where the answer was empty. */
  json: unknown;
}

/** Busy or broken for the moment: the same request may work later. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/**
 * Talks JSON to systems we do not control: public addresses only, no redirects, every wait bounded,
 * every answer capped. Errors name method, address and status, never a payload or a secret.
 */
@Injectable()
export class CrmHttp implements OnModuleDestroy {
  readonly #agent: Agent;

  constructor(
    private readonly reach: CrmReach,
    private readonly clock: Clock,
  ) {
    this.#agent = new Agent({ connect: guardedConnector(reach, CONNECT_MS) });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#agent.destroy();
  }

  /**
   * @throws CrmUnavailableError on 429, 5xx, timeouts, broken connections and answers that are not JSON.
   * @throws CrmAuthError on 401 and 403; CrmProtocolError on any other refusal, redirect or oversized answer.
   */
  async send(outgoing: CrmRequest): Promise<CrmAnswer> {
    const { status, header, text } = await this.exchange(outgoing);
    const where = placeOf(outgoing);
    if (status >= 300 && !outgoing.alsoGood?.includes(status)) {
      const refusal = { status, header, json: jsonIfAny(text) };
      throw outgoing.readRefusal?.(refusal, where) ?? this.#refusal(status, header, where);
    }
    return { status, header, json: jsonOf(text, where, header('content-type')) };
  }

  /**
   * One request and whatever was answered, for those who judge the status themselves.
   *
   * @throws CrmUnavailableError on timeouts and broken connections; CrmProtocolError on an oversized answer.
   */
  async exchange(outgoing: CrmRequest): Promise<TextAnswer> {
    this.#refusePlainHttp(outgoing.url);
    const where = placeOf(outgoing);
    try {
      const { statusCode, headers, body } = await this.#request(outgoing);
      const text = await readCapped(body, outgoing.limits.maxBytes, where);
      const header = (name: string) => {
        const value = headers[name];
        return Array.isArray(value) ? value[0] : value;
      };
      return { status: statusCode, header, text };
    } catch (error) {
      throw asCrmError(error, where);
    }
  }

  /**
   * What can be told of an address before it is called: plain http, or a literal address of a private
   * network. A name that leads there is refused when it is called.
   *
   * @throws CrmAddressRefusedError
   */
  refuseUnreachable(url: URL): void {
    this.#refusePlainHttp(url);
    const host = bare(url.hostname);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    if (this.reach.allowsHost(host, port)) return;
    const isInside =
      isIP(host) !== 0 ? !isPublicAddress(host) : /(^|[.])localhost[.]?$/i.test(host);
    if (!isInside) return;
    throw new CrmAddressRefusedError(
      `${url.origin} is inside a private network. Use a public address, or have the operator allow this host.`,
    );
  }

  /** By the same clock as everything else. */
  now(): Date {
    return this.clock.now();
  }

  async #request({ method, url, headers, body, limits }: CrmRequest) {
    return request(url, {
      dispatcher: this.#agent,
      method,
      headers: { accept: 'application/json', ...headers },
      body: body ?? null,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      signal: AbortSignal.timeout(limits.totalMs),
    });
  }

  /** Credentials and personal data travel encrypted, except to hosts the operator allowed by name. */
  #refusePlainHttp(url: URL): void {
    if (url.protocol === 'https:') return;
    if (url.protocol === 'http:' && this.reach.allowsHost(bare(url.hostname), url.port || '80'))
      return;
    throw new CrmAddressRefusedError(
      `${url.origin} is not https. Use https, or have the operator allow this host.`,
    );
  }

  #refusal(status: number, header: TextAnswer['header'], where: string): DomainError {
    if (status >= 500 || PASSING_STATUSES.has(status)) {
      const wait = retryAfterMs(header('retry-after'), this.clock.now());
      return new CrmUnavailableError(`${where} answered ${status}.`, {
        status,
        ...(wait !== undefined && { retryAfterMs: wait }),
      });
    }
    if (status === 401 || status === 403) {
      return new CrmAuthError(`${where} answered ${status}: it refuses our credentials.`, {
        status,
      });
    }
    return new CrmProtocolError(refusedAnswer(where, status), { status });
  }
}

/** The query is left out: some CRMs want their key in it. */
const placeOf = ({ method, url }: CrmRequest): string => `${method} ${url.origin}${url.pathname}`;

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

const refusedAnswer = (where: string, status: number) =>
  status < 400
    ? `${where} answered ${status}, a redirect. Redirects are not followed: set the final address.`
    : `${where} answered ${status}. Check the path and the fields in the connection's settings.`;

/** A refusal may say why in JSON, or in a web page that nobody reads. */
function jsonIfAny(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string, where: string, contentType: string | undefined): unknown {
  if (text.trim() === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    // The parser's own message quotes the payload, so it is dropped here on purpose.
    const kind =
      /html/i.test(contentType ?? '') || /^\s*</.test(text) ? 'a web page' : 'broken text';
    throw new CrmUnavailableError(`${where} answered ${kind} where JSON was expected.`);
  }
}

async function readCapped(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
  where: string,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new CrmProtocolError(
        `${where} answered more than ${maxBytes} bytes. Ask for smaller pages.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undici's errors can carry raw bytes of the answer, so only their code is kept. */
function asCrmError(error: unknown, where: string): DomainError {
  if (error instanceof DomainError) return error;
  const { code, name } = error as { code?: unknown; name?: unknown };
  const word = typeof code === 'string' ? code : String(name);
  return new CrmUnavailableError(`${where} broke off: ${word}.`);
}
