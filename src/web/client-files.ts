import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Paths that are never the page: an unknown one among them is a 404, not the desk. */
const NOT_THE_PAGE = /^\/(v1|docs|health|metrics)(\/|$)/;
/** Vite names these by their content, so they never change under one name. */
const HASHED = /^assets\//;
const PAGE = 'index.html';

/**
 * Serves the built desk at every path that is not the API's, so that a reload anywhere works.
 * Call before `listen`. Without a build the API runs alone, and the log says how to get the page.
 *
 * @param folder - Where the client was built to.
 */
export async function serveClient(app: NestFastifyApplication, folder: string): Promise<void> {
  if (!existsSync(join(folder, PAGE))) {
    new Logger('Desk').warn(
      'The desk is not built, so only the API is served: npm run build:client',
    );
    return;
  }
  const files = new Set(filesIn(folder));
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  fastify.get('/*', (request, reply) => answer(request, reply, files));
}

function answer(request: FastifyRequest, reply: FastifyReply, files: Set<string>): FastifyReply {
  const path = request.url.split('?')[0] ?? '/';
  const file = path.slice(1);
  if (files.has(file) && file !== PAGE) {
    const caching = HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply.header('cache-control', caching).sendFile(file);
  }
  if (NOT_THE_PAGE.test(path) || /\.[a-z0-9]+$/i.test(path)) {
    reply.callNotFound();
    return reply;
  }
  return reply.header('cache-control', 'no-cache').sendFile(PAGE);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
