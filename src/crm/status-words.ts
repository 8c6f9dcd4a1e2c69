import type { StatusMapping } from './crm-adapter.js';
import { isPlainObject, type SettingsSection } from './settings-reading.js';

const OUTCOMES = ['OPEN', 'WON', 'LOST', 'STALE'] as const;
/** The store's own reasons; checked here so that a misspelling shows at start and not at night. */
const EXCLUDED_REASONS = ['duplicate', 'test', 'service', 'parts', 'imported', 'deleted'];
const FIX = `Write OPEN, WON, LOST, STALE, or { outcome: EXCLUDED, excludedReason: ${EXCLUDED_REASONS.join(' | ')} }.`;

/** Reads `their word: outcome` lines. */
export function readStatuses(section: SettingsSection): StatusMapping {
  const mapping: [string, StatusMapping[string]][] = [];
  for (const [status, written] of section.entries()) {
    const meaning = readOutcome(written);
    if (meaning) mapping.push([status, meaning]);
    else section.fault(status, 'is not an outcome', FIX);
  }
  return Object.fromEntries(mapping);
}

export function readOutcome(written: unknown): StatusMapping[string] | undefined {
  const { outcome, excludedReason } = isPlainObject(written)
    ? written
    : { outcome: written, excludedReason: undefined };
  const plain = OUTCOMES.find((word) => word === outcome);
  if (plain) return { outcome: plain };
  return outcome === 'EXCLUDED' &&
    typeof excludedReason === 'string' &&
    EXCLUDED_REASONS.includes(excludedReason)
    ? { outcome: 'EXCLUDED', excludedReason }
    : undefined;
}
