import { fastify } from 'fastify';

/** The least a route can do: parse the same JSON, answer the same JSON. */
process.once('message', (answer: object) => {
  const server = fastify();
  server.post('/v1/predictions', (_request, reply) => reply.send(answer));
  void server.listen({ port: 0, host: '127.0.0.1' }).then((url) => process.send?.(url));
});
process.once('disconnect', () => process.exit(0));
