import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { UnauthenticatedError } from '../access.errors.js';
import { SESSION_COOKIE } from '../staff/staff-sessions.js';

const ASKS_ONLY = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A cookie travels by itself, so a change must come from a page of ours. Browsers say so in
 * `Sec-Fetch-Site`, older ones in `Origin`; whoever says neither may not act by cookie. Programs with a
 * key are not asked: no page makes a browser send one.
 *
 * @throws UnauthenticatedError
 */
export function refuseForeignSite(request: FastifyRequest, publicUrl: string | undefined): void {
  const { headers, method } = request;
  if (ASKS_ONLY.has(method) || headers.authorization || headers['x-api-key']) return;
  const verdict = isOwnPage(headers, publicUrl);
  if (verdict === false)
    throw new UnauthenticatedError('This change was asked for by a page of another site.');
  if (verdict === undefined && request.cookies[SESSION_COOKIE] !== undefined)
    throw new UnauthenticatedError(
      'A change by cookie needs the header Sec-Fetch-Site or Origin, which browsers send. Programs use an API key.',
    );
}

/** undefined: nothing tells. */
function isOwnPage(
  headers: FastifyRequest['headers'],
  publicUrl: string | undefined,
): boolean | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return undefined;
  if (!URL.canParse(origin)) return false;
  const ours = [host, publicUrl && new URL(publicUrl).host];
  return ours.includes(new URL(origin).host);
}
