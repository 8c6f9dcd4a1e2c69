import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CrmRecord } from '../crm-record.js';
import { CrmAuthError } from '../crm.errors.js';
import { parseJson } from '../http/json-text.js';
import { isSameSecret } from '../same-secret.js';
import { isPlainObject } from '../settings-reading.js';
import { unreadableMessage } from '../unreadable.js';

const SIGNATURE = 'x-hub-signature-256';

/** @throws CrmAuthError when the token is another, or the question none of Meta's. */
export function answerOfChallenge(query: Record<string, unknown>, verifyToken?: string): string {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  if (verifyToken === undefined) {
    throw new CrmAuthError('This connection takes no webhooks: add verifyToken to its secrets.');
  }
  const asks =
    mode === 'subscribe' && typeof challenge === 'string' && /^\w{1,200}$/.test(challenge);
  if (asks && typeof token === 'string' && isSameSecret(token, verifyToken)) return challenge;
  throw new CrmAuthError('The verify token is not the one agreed on.');
}

/**
 * HMAC-SHA-256 of the very bytes, in hex. There is no time in it, so a message may be an old one again:
 * leads that are known change nothing.
 *
 * @throws CrmAuthError when it is absent or does not match.
 */
export function verifySignature(
  headers: Record<string, string | undefined>,
  rawBody: Buffer,
  appSecret: string,
): void {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === SIGNATURE);
  const given = /^sha256=([0-9a-f]{64})$/i.exec((name && headers[name]) ?? '')?.[1];
  if (given === undefined) throw new CrmAuthError(`The webhook carries no ${SIGNATURE}.`);
  const expected = createHmac('sha256', appSecret).update(rawBody).digest();
  if (!timingSafeEqual(Buffer.from(given, 'hex'), expected)) {
    throw new CrmAuthError('The signature of the webhook does not match its body.');
  }
}

/** Ids of the leads that a message names for this page, each once. */
export function leadsNamedIn(rawBody: Buffer, pageId: string): string[] {
  const leads = entriesOf(rawBody)?.filter(({ page }) => page === pageId) ?? [];
  return [...new Set(leads.flatMap(({ ids }) => ids))];
}

/** What of a message is not for this connection to read: it is kept and shown. */
export function misdirectedIn(rawBody: Buffer, pageId: string): CrmRecord[] {
  const entries = entriesOf(rawBody);
  if (!entries) return [unreadableMessage(rawBody, 'A webhook of Meta tells changes of pages.')];
  if (entries.every(({ page, ids }) => page === pageId || ids.length === 0)) return [];
  return [unreadableMessage(rawBody, 'The webhook names leads of another page than pageId.')];
}

/** Undefined where it is no message about pages. Changes other than new leads name none. */
function entriesOf(rawBody: Buffer): { page: string; ids: string[] }[] | undefined {
  const { object, entry } = parsed(rawBody);
  if (object !== 'page' || !Array.isArray(entry)) return undefined;
  return entry.filter(isPlainObject).map(({ id, changes }) => ({
    page: String(id),
    ids: (Array.isArray(changes) ? changes : []).flatMap(leadIdIn),
  }));
}

function leadIdIn(change: unknown): string[] {
  const { field, value } = isPlainObject(change) ? change : {};
  if (field !== 'leadgen' || !isPlainObject(value)) return [];
  const id = String(value['leadgen_id']);
  return /^\d{1,30}$/.test(id) ? [id] : [];
}

/** Ids of 17 digits stay whole, whether they come as numbers or as text. */
function parsed(rawBody: Buffer): Record<string, unknown> {
  try {
    const json = parseJson(rawBody.toString('utf8'));
    return isPlainObject(json) ? json : {};
  } catch {
    // What it holds instead is nobody's business here.
    return {};
  }
}
