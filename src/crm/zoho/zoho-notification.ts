import { CrmAuthError } from '../crm.errors.js';
import { parseJson } from '../http/json-text.js';
import { isSameSecret } from '../same-secret.js';
import { isPlainObject } from '../settings-reading.js';

/** What Zoho sends when records changed: a module and ids, never what they look like now. */
export function readNotification(rawBody: Buffer): Record<string, unknown> | undefined {
  try {
    const told = parseJson(rawBody.toString('utf8'));
    return isPlainObject(told) && typeof told['module'] === 'string' ? told : undefined;
  } catch {
    // What it holds instead is nobody's business here.
    return undefined;
  }
}

/**
 * Zoho signs nothing: it sends back the token that was given to it when the channel was opened.
 *
 * @throws CrmAuthError when it is absent or another.
 */
export function verifyNotification(rawBody: Buffer, notifyToken: string): void {
  const token = readNotification(rawBody)?.['token'];
  if (typeof token === 'string' && isSameSecret(token, notifyToken)) return;
  throw new CrmAuthError('The notification does not carry the token agreed on.');
}
