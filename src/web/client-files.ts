import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withFreshNonce } from './page-policy.js';

/** Paths that are never the page: an unknown one among them is a 404, not the desk. */
const NOT_THE_PAGE = /^\/(v1|docs|health|metrics)(\/|-|$)/;
/** Vite names these by their content, so they never change under one name. */
const HASHED = /^assets\//;
const PAGE = 'index.html';
/** The build writes each of these beside a file it is worth it for; the first that is accepted is sent. */
const CODINGS = { br: '.br', gzip: '.gz' };
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

type Bodies = { identity: Buffer } & Partial<Record<keyof typeof CODINGS, Buffer>>;

interface ClientFile {
  type: string;
  caching: string;
  etag: string;
  /** By content coding; 'identity' is always there. */
  bodies: Bodies;
}

/**
 * Serves the built desk at every path that is not the API's, so that a reload anywhere works.
 * Call before `listen`. Without a build the API runs alone, and the log says how to get the page.
 *
 * The few files are read once and answered from memory: no path of a request ever reaches the file
 * system.
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
  const files = clientFiles(folder);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => answer(request, reply, files));
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  files: Map<string, ClientFile>,
): FastifyReply {
  const path = request.url.split('?')[0] ?? '/';
  const isPage = !NOT_THE_PAGE.test(path) && extname(path) === '';
  const file = files.get(path.slice(1)) ?? (isPage ? files.get(PAGE) : undefined);
  if (!file) {
    reply.callNotFound();
    return reply;
  }
  if (file === files.get(PAGE)) return answerPage(reply, file);
  void reply.headers({
    'content-type': file.type,
    'cache-control': file.caching,
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  const coding = codingFor(request.headers['accept-encoding'], file);
  if (coding !== 'identity') void reply.header('content-encoding', coding);
  return reply.send(file.bodies[coding]);
}

/** Never kept: each page has its own nonce. It is a kilobyte; what it names is kept for a year. */
function answerPage(reply: FastifyReply, { type, bodies }: ClientFile): FastifyReply {
  const { page, policy } = withFreshNonce(String(bodies.identity));
  return reply
    .headers({
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy': policy,
    })
    .send(page);
}

function codingFor(accepted: string | string[] | undefined, { bodies }: ClientFile): keyof Bodies {
  const names = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  const wanted = new Set(names);
  const codings = Object.keys(CODINGS) as (keyof typeof CODINGS)[];
  return codings.find((coding) => wanted.has(coding) && bodies[coding]) ?? 'identity';
}

function clientFiles(folder: string): Map<string, ClientFile> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const read = new Map(
    found.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
  const isCoded = (name: string): boolean =>
    Object.values(CODINGS).some(
      (ending) => name.endsWith(ending) && read.has(name.slice(0, -ending.length)),
    );
  return new Map(
    [...read].filter(([name]) => !isCoded(name)).map(([name]) => [name, clientFile(name, read)]),
  );
}

function clientFile(name: string, read: Map<string, Buffer>): ClientFile {
  const identity = read.get(name)!;
  const bodies: Bodies = { identity };
  for (const [coding, ending] of Object.entries(CODINGS)) {
    const body = read.get(name + ending);
    if (body) bodies[coding as keyof typeof CODINGS] = body;
  }
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    caching: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`,
    bodies,
  };
}
