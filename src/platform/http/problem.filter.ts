import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorKind } from '../domain-error.js';

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

const CODE_OF_STATUS: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  414: 'ADDRESS_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'INVALID',
  429: 'TOO_MANY_REQUESTS',
};

const BODY_WORDS: Record<number, string> = {
  400: 'The request cannot be read. A body must be whole JSON in UTF-8, or of the type it says it is.',
  413: 'The body is larger than 2 MiB. Send it in parts, or import a file with the command line.',
  414: 'The address is too long.',
  415: 'This content type is not taken here. JSON goes as application/json; GET /docs names the others.',
};

const LONGEST_INSTANCE = 200;

/** RFC 9457 (`instance` is added per request), with a stable `code` for programs and, for bad input, the fields at fault. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
}

/** Turns every error into application/problem+json. What nobody foresaw is logged and told without its text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    send(this.describe(error), http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  private describe(error: unknown): Problem {
    if (error instanceof DomainError) return ofDomain(error);
    if (error instanceof HttpException) return ofHttp(error);
    const refused = ofFastify(error);
    if (refused) return refused;
    this.logger.error(
      error instanceof Error ? (error.stack ?? error.message) : 'a thrown non-error',
    );
    return problem(
      500,
      'INTERNAL',
      'Something failed on our side. It is logged; try again in a minute.',
    );
  }
}

function ofDomain(error: DomainError): Problem {
  return { ...problem(STATUS[error.kind], error.code, error.message), ...error.details };
}

function ofHttp(error: HttpException): Problem {
  const status = error.getStatus();
  const words = wordsFor(error);
  const body = error.getResponse();
  const details =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const faults = details['faults'];
  return {
    ...problem(status, CODE_OF_STATUS[status] ?? `HTTP_${status}`, words),
    ...(Array.isArray(faults) ? { faults } : {}),
  };
}

/** What the framework says where nothing of ours was asked, in words that help. */
function wordsFor(error: HttpException): string {
  if (error instanceof NotFoundException && error.message.startsWith('Cannot '))
    return 'There is nothing at this address with this method. GET /docs lists what there is.';
  if (error.message === 'Validation failed (uuid is expected)')
    return 'The id in the address is not a UUID. Take it, unchanged, from the answer that named it.';
  return BODY_WORDS[error.getStatus()] ?? error.message;
}

/** Fastify and its parsers mark a caller's mistake with `statusCode`; their messages may quote it. */
function ofFastify(error: unknown): Problem | undefined {
  const { statusCode: status } = (error ?? {}) as { statusCode?: unknown };
  if (typeof status !== 'number' || status >= 500) return undefined;
  const words =
    BODY_WORDS[status] ??
    'The request cannot be read: its address, its headers or its body are malformed.';
  return problem(status, CODE_OF_STATUS[status] ?? 'BAD_REQUEST', words);
}

function send(told: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const body = { ...told, instance: (request.url.split('?')[0] ?? '/').slice(0, LONGEST_INSTANCE) };
  void reply.status(body.status).header('content-type', 'application/problem+json').send(body);
}

/** For what the router refuses before anything of Nest is asked: malformed and over-long addresses. */
export function answerProblem(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const refused = ofFastify(error);
  const unreadable = 'The address cannot be read: it is no valid percent-encoding of UTF-8.';
  const told = refused?.status === 414 ? refused : problem(400, 'ADDRESS_UNREADABLE', unreadable);
  send(told, request, reply);
}

function problem(status: number, code: string, detail: string): Problem {
  return {
    type: 'about:blank',
    title: code.toLowerCase().replaceAll('_', ' '),
    status,
    code,
    detail,
  };
}
