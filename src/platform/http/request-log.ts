import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const QUIET = /^\/(?:health|metrics)/;

/** One line a request: method, route as declared, status, time. No address, headers or body, so no personal data. */
export function logRequests(app: NestFastifyApplication): void {
  const logger = new Logger('Http');
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'no route';
    if (!QUIET.test(route)) {
      const { statusCode: status } = reply;
      const line = { method: request.method, route, status, ms: Math.round(reply.elapsedTime) };
      if (status >= 400) logger.warn(line);
      else logger.debug(line);
    }
    done();
  });
}
