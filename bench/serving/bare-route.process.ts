import { fastify } from 'fastify';
import { SECURITY_HEADERS } from '#platform';

/** What the process of the bare route is asked: first to answer so, then what time it has used. */
export type Question = { answer: object } | 'cpu';

/** The least a route can do: parse the same JSON, answer the same JSON under the same headers. */
async function serve(answer: object): Promise<string> {
  const server = fastify();
  server.post('/v1/predictions', (_request, reply) => reply.headers(SECURITY_HEADERS).send(answer));
  return server.listen({ port: 0, host: '127.0.0.1' });
}

process.on('message', (question: { ask: Question }) => {
  const { ask } = question;
  if (ask === 'cpu') process.send?.(process.cpuUsage());
  else void serve(ask.answer).then((url) => process.send?.(url));
});
process.once('disconnect', () => process.exit(0));
