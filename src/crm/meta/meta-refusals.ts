import type { DomainError } from '#platform';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import type { CrmAnswer } from '../http/crm-http.js';
import { isPlainObject } from '../settings-reading.js';
import { usageIn } from './meta-usage.js';

/** Meta says almost everything with 400; what it means stands in `error.code`. */
const PASSING = new Set([1, 2, 341, 368]);
/** Too many calls: of the app, of a user, of a page, by custom rule. */
const TOO_MANY = new Set([4, 17, 32, 613]);
const isTooMany = (code: number): boolean =>
  TOO_MANY.has(code) || (code >= 80_000 && code <= 80_014);
/** Access token, session, permissions. */
const isAboutUs = (code: number): boolean =>
  code === 10 || code === 102 || code === 190 || (code >= 200 && code < 300);
/** Where nothing tells how long a limit lasts. */
const UNTOLD_WAIT_MS = 5 * 60_000;

/**
 * A refusal in the Graph API's own words; undefined where it says nothing of its own. The message is
 * left out, as it may quote what we sent; `fbtrace_id` is what Meta's support asks for.
 */
export function readGraphRefusal(
  { status, header, json }: CrmAnswer,
  where: string,
): DomainError | undefined {
  const error = errorIn(json);
  const code = error?.['code'];
  if (typeof code !== 'number') return undefined;
  const told = `${where} answered ${status}, code ${code}${traceOf(error)}`;
  if (isTooMany(code)) {
    const retryAfterMs = usageIn(header).waitMs ?? UNTOLD_WAIT_MS;
    return new CrmUnavailableError(`${told}: too many calls.`, { status, retryAfterMs });
  }
  if (status >= 500 || isPassing(code, error)) {
    return new CrmUnavailableError(`${told}.`, { status });
  }
  if (isAboutUs(code)) {
    return new CrmAuthError(`${told}: it refuses the token or lacks a permission.`, { status });
  }
  return new CrmProtocolError(`${told}.`, { status });
}

const isPassing = (code: number, error?: Record<string, unknown>): boolean =>
  PASSING.has(code) || error?.['is_transient'] === true;

const traceOf = (error: Record<string, unknown> | undefined): string => {
  const trace = error?.['fbtrace_id'];
  return typeof trace === 'string' && /^[\w-]{1,40}$/.test(trace) ? `, trace ${trace}` : '';
};

/** "Object does not exist", or is none that this token may see. */
export function saysGone({ json }: CrmAnswer): boolean {
  const { code, error_subcode: subcode } = errorIn(json) ?? {};
  return code === 100 && subcode === 33;
}

const errorIn = (json: unknown): Record<string, unknown> | undefined =>
  isPlainObject(json) && isPlainObject(json['error']) ? json['error'] : undefined;
