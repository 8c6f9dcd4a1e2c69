import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
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
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'INVALID',
  429: 'TOO_MANY_REQUESTS',
};

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
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const body = { ...this.describe(error), instance: request.url.split('?')[0] ?? '/' };
    void reply.status(body.status).header('content-type', 'application/problem+json').send(body);
  }

  private describe(error: unknown): Problem {
    if (error instanceof DomainError) return ofDomain(error);
    if (error instanceof HttpException) return ofHttp(error);
    const status = statusOf(error);
    if (status !== undefined && status < 500)
      return problem(status, CODE_OF_STATUS[status] ?? 'BAD_REQUEST', (error as Error).message);
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
  const body = error.getResponse();
  const details =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const faults = details['faults'];
  return {
    ...problem(status, CODE_OF_STATUS[status] ?? `HTTP_${status}`, error.message),
    ...(Array.isArray(faults) ? { faults } : {}),
  };
}

/** Fastify and its parsers mark a caller's mistake with `statusCode`. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
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
