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

/**
 * The CRM's status as an outcome. A status nobody mapped is refused, never guessed:
 * a wrong LOST would teach the model and be missed by everybody.
 */
export function cleanOutcome(said: Said, mapping: StatusMapping): Cleaned<CleanOutcome> {
  const crmStatus = cleanWord(said, 120);
  if (crmStatus === undefined) return undefined;
  const mapped =
    (Object.hasOwn(mapping, crmStatus) ? mapping[crmStatus] : undefined) ??
    foldedLookup(mapping, crmStatus);
  if (mapped === undefined) {
    return refused(
      'status',
      'unknown status',
      `Add ${shown(crmStatus)} to the connection's statuses, then replay.`,
    );
  }
  if (mapped.outcome !== 'EXCLUDED') return { outcome: mapped.outcome, crmStatus };
  return { outcome: 'EXCLUDED', excludedReason: excludedReason(mapped.excludedReason), crmStatus };
}

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
const shown = (status: string): string =>
  /^[\p{L}\p{N}][\p{L}\p{N} _./&()-]{0,39}$/u.test(status) && !/\d{5}/.test(status)
    ? `"${status}"`
    : 'this status';
