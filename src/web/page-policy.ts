import { randomBytes } from 'node:crypto';

/** Vite writes it where a nonce belongs (`html.cspNonce` in the client's vite.config.ts). */
const PLACEHOLDER = /__STYLE_NONCE__/g;

/**
 * The page's own policy, stricter than that of the other answers: scripts come from files alone, and
 * a style element counts only with this page's nonce. docs/adr/0022-mantine-under-a-strict-policy.md tells why.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "object-src 'none'",
    "script-src 'self'",
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
  ].join(';');

/** @returns The page with a nonce nobody can foresee, and the policy that names it. */
export function withFreshNonce(html: string): { page: string; policy: string } {
  const nonce = randomBytes(16).toString('base64');
  return { page: html.replace(PLACEHOLDER, nonce), policy: policyWith(nonce) };
}
