import type { ExcludedReason, Outcome } from '#leads';
import { EXCLUDED_REASONS } from '#leads';
import type { Said, StatusMapping } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

export interface CleanOutcome {
  outcome: Outcome;
  excludedReason?: ExcludedReason;
  /** The CRM's own word. */
  crmStatus: string;
}

export const UNKNOWN_STATUS = 'unknown status';

/**
 * The CRM's status as an outcome. A status nobody mapped is refused, never guessed:
 * a wrong LOST would teach the model and be missed by everybody.
 */
export function cleanOutcome(said: Said, mapping: StatusMapping): Cleaned<CleanOutcome> {
  const crmStatus = cleanWord(said, 120);
  if (crmStatus === undefined) return undefined;
  const mapped = meaningOf(crmStatus, mapping);
  if (mapped === undefined) {
    const about = isShowable(crmStatus) ? crmStatus : undefined;
    return refused(
      'status',
      UNKNOWN_STATUS,
      `Add ${about === undefined ? 'this status' : `"${about}"`} to the connection's statuses, then replay.`,
      about,
    );
  }
  if (mapped.outcome !== 'EXCLUDED') return { outcome: mapped.outcome, crmStatus };
  return { outcome: 'EXCLUDED', excludedReason: excludedReason(mapped.excludedReason), crmStatus };
}

/** Undefined for a status that nobody mapped; upper and lower case are the same word. */
export const meaningOf = (
  status: string,
  mapping: StatusMapping,
): StatusMapping[string] | undefined =>
  (Object.hasOwn(mapping, status) ? mapping[status] : undefined) ?? foldedLookup(mapping, status);

const fold = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');

const foldedLookup = (mapping: StatusMapping, status: string): StatusMapping[string] | undefined =>
  Object.entries(mapping).find(([known]) => fold(known) === fold(status))?.[1];

const excludedReason = (reason: string): ExcludedReason =>
  EXCLUDED_REASONS.find((known) => known === reason) ?? 'imported';

/** A status word may be shown to whoever maps it; free text in a status field may not. */
export const isShowable = (status: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N} _./&()-]{0,39}$/u.test(status) && !/\d{5}/.test(status);
