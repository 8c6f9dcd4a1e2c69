import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';

/** PostgreSQL stores no NUL, and no field of a CRM means anything by the other control characters. */
// oxlint-disable-next-line no-control-regex -- control characters are what is removed here
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
/** Half a surrogate pair is no character; jsonb refuses it. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
const NOTHING = new Set([
  '',
  '-',
  '--',
  '.',
  'n/a',
  'na',
  'none',
  'null',
  'undefined',
  'unknown',
  'not specified',
  '?',
]);

/** What was said, as well-formed trimmed text, cut at `longest` characters. */
export function cleanText(said: Said, longest = 300): string | undefined {
  const raw = typeof said === 'string' ? said : asText(said);
  if (raw === undefined) return undefined;
  const text = wellFormed(raw).replace(CONTROL, '').trim();
  if (text === '') return undefined;
  return text.length > longest ? wellFormed(text.slice(0, longest)) : text;
}

/** Like {@link cleanText} on one line, where "N/A" and its like say nothing. */
export function cleanWord(said: Said, longest = 120): string | undefined {
  const text = cleanText(said, longest)?.replace(/\s+/g, ' ');
  return text === undefined || NOTHING.has(text.toLowerCase()) ? undefined : text;
}

const LONGEST_ID = 200;

/** An outside system's own key: kept letter for letter, because it goes back to that system. */
export function cleanExternalId(said: Said, field: string): Cleaned<string> {
  const id = cleanText(said, LONGEST_ID + 1);
  if (id === undefined) return undefined;
  if (id.length > LONGEST_ID) {
    return refused(
      field,
      'identifier is too long',
      `Send an identifier of at most ${LONGEST_ID} characters.`,
    );
  }
  return id;
}

/** A dialect promises leaves; anything else a payload smuggles in says nothing. */
function asText(said: unknown): string | undefined {
  if (typeof said === 'number') return Number.isFinite(said) ? String(said) : undefined;
  return typeof said === 'boolean' ? String(said) : undefined;
}
