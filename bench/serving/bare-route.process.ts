import { fastify } from 'fastify';
import { SECURITY_HEADERS } from '#platform';

/** The least a route can do: parse the same JSON, answer the same JSON under the same headers. */
process.once('message', (answer: object) => {
  const server = fastify();
  server.post('/v1/predictions', (_request, reply) => reply.headers(SECURITY_HEADERS).send(answer));
  void server.listen({ port: 0, host: '127.0.0.1' }).then((url) => process.send?.(url));
});
process.once('disconnect', () => process.exit(0));
