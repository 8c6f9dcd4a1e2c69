import { isUtf8 } from 'node:buffer';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '../domain-error.js';

/** Deeper than any lead; much deeper exhausts the stack of whoever walks or writes the value. */
export const DEEPEST_JSON = 50;

class BodyTooDeepError extends DomainError {
  readonly code = 'BODY_TOO_DEEP';
  readonly kind = 'invalid';

  constructor() {
    super(`The body nests deeper than ${DEEPEST_JSON} levels. Send it flatter.`);
  }
}

class AddressUnreadableError extends DomainError {
  readonly code = 'ADDRESS_UNREADABLE';
  readonly kind = 'invalid';

  constructor() {
    super('The address holds %00, which stands in no text. Leave it out.');
  }
}

class BodyEncodingError extends DomainError {
  readonly code = 'BODY_ENCODING';
  readonly kind = 'invalid';

  constructor() {
    super('The body is no UTF-8, in which JSON is written (RFC 8259). Send it in that encoding.');
  }
}

/** Refuses, before any handler, what no handler could take: NUL in the address, bytes that are no text and bottomless JSON. */
export function refuseHostileRequests(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(request.url.includes('%00') ? new AddressUnreadableError() : undefined);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { rawBody } = request as { rawBody?: Buffer };
    // Parsed all the same, with letters lost.
    if (rawBody && !isUtf8(rawBody)) done(new BodyEncodingError());
    else done(isTooDeep(request.body) ? new BodyTooDeepError() : undefined);
  });
}

/** @returns whether lists and objects nest deeper than {@link DEEPEST_JSON} levels. */
export function isTooDeep(value: unknown): boolean {
  return isNest(value) && reachesBelow(value, DEEPEST_JSON);
}

/** Never calls itself deeper than `levels`, whatever it is given. */
function reachesBelow(nest: object, levels: number): boolean {
  if (levels === 0) return true;
  for (const inner of Object.values(nest))
    if (isNest(inner) && reachesBelow(inner, levels - 1)) return true;
  return false;
}

const isNest = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value);
