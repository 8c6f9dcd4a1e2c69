import { DEFAULT_LIMITS, type AnswerLimits } from './http/crm-http.js';
import type { SettingsSection } from './settings-reading.js';

/** A web address without credentials in it; after a fault a stand-in that leads nowhere. */
export function readAddress(section: SettingsSection, key: string, fallback?: string): URL {
  const fix = 'Give a full address, such as https://crm.example.com/api.';
  const text = section.text(key, fix, fallback);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url;
  if (text !== '') section.fault(key, 'is not a web address without credentials in it', fix);
  return new URL('https://missing.invalid/');
}

/** How long to wait for answers and how large they may be; `limits:` is optional. */
export function readLimits(root: SettingsSection): AnswerLimits {
  const limits = root.optionalSection('limits', 'Give headersMs, bodyMs, totalMs and maxBytes.');
  if (!limits) return DEFAULT_LIMITS;
  const ms = (key: 'headersMs' | 'bodyMs' | 'totalMs') =>
    limits.number(key, { min: 10, max: 600_000, fallback: DEFAULT_LIMITS[key] });
  const read = {
    headersMs: ms('headersMs'),
    bodyMs: ms('bodyMs'),
    totalMs: ms('totalMs'),
    maxBytes: limits.number('maxBytes', {
      min: 1024,
      max: 512 * 1024 * 1024,
      fallback: DEFAULT_LIMITS.maxBytes,
    }),
  };
  limits.close();
  return read;
}
