import { fastify } from 'fastify';
import type { INestApplicationContext } from '@nestjs/common';
import { SECURITY_HEADERS } from '#platform';
import { Scoring } from '#prediction';
import { scoreText } from '../../src/prediction/score-text.js';

/**
 * The product without what stands around the score: a bare Fastify route in the same process that
 * reads and checks the body, scores, explains and answers. No key, hooks, log or framework: the most
 * that any other way to serve could reach with this score.
 *
 * @param times - Scores worked out for each answer, which is the last one's: what each more of them takes is a
 *   score whose code and data are still in the processor's caches.
 */
export async function openScoringRoute(
  app: INestApplicationContext,
  dealershipId: string,
  times = 1,
): Promise<{ url: string; close(): Promise<void> }> {
  const scoring = app.get(Scoring);
  const server = fastify();
  server.post('/v1/predictions', async (request, reply) => {
    let scored = await scoring.scoreUnsaved(dealershipId, request.body);
    for (let more = 1; more < times; more += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      scored = await scoring.scoreUnsaved(dealershipId, request.body);
    const json = 'application/json; charset=utf-8';
    return reply.headers(SECURITY_HEADERS).type(json).send(scoreText(scored));
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    close: async () => {
      await server.close();
    },
  };
}
