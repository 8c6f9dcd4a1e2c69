import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  acceptRawBodies,
  answerProblem,
  logRequests,
  ProblemFilter,
  refuseHostileRequests,
  secureAnswers,
  validationPipe,
} from '#platform';
import { watchSight } from '#access';

export { openApiDocument } from './openapi.js';

/** 2 MiB of lead is a lot of lead; files come in through the command line. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 30_000,
    frameworkErrors: answerProblem,
    routerOptions: { ignoreTrailingSlash: true },
  });
}

/** What every entry gives the application before it serves: security headers, body types, problems, documentation. */
export async function setUp(app: NestFastifyApplication): Promise<void> {
  await app.register(fastifyCookie);
  secureAnswers(app);
  acceptRawBodies(app);
  refuseHostileRequests(app);
  logRequests(app);
  watchSight(app);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
}
