import '@fastify/cookie';
import type { Env } from '#config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '../staff/staff-sessions.js';
import { clientWords } from './client-words.js';
import type { Asker, Opened } from './sign-in.js';

/** By it a browser is known that signed in before; it opens nothing by itself. */
export const DEVICE_COOKIE = 'll_device';
const DEVICE_DAYS = 400;

export const isSecure = (env: Env): boolean =>
  env.SECURE_COOKIES === 'true' || (env.PUBLIC_URL ?? '').startsWith('https:');

/** Scripts cannot read them, and no other site's page makes the browser send them. */
export function keepSignedIn(reply: FastifyReply, opened: Opened, env: Env): void {
  const ours = { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(env) } as const;
  reply.setCookie(SESSION_COOKIE, opened.session, { ...ours, maxAge: env.SESSION_HOURS * 3600 });
  reply.setCookie(DEVICE_COOKIE, opened.device, {
    ...ours,
    path: '/v1/session',
    maxAge: DEVICE_DAYS * 86_400,
  });
}

export const askerOf = (request: FastifyRequest): Asker => ({
  device: request.cookies[DEVICE_COOKIE],
  client: clientWords(request.headers['user-agent']),
});
