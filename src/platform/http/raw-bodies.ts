import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Types that reach a handler as the bytes that were sent, because their reader decides on encoding and proof. */
const RAW_TYPES = [
  'application/xml',
  'text/xml',
  'application/x-adf+xml',
  'text/plain',
  'message/rfc822',
  'application/x-ndjson',
  'application/octet-stream',
  'application/gzip',
  'application/zip',
];

export function acceptRawBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  for (const type of RAW_TYPES) {
    if (fastify.hasContentTypeParser(type)) fastify.removeContentTypeParser(type);
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
  }
}
