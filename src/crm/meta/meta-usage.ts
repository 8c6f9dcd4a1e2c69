import type { TextAnswer } from '../http/crm-http.js';
import { parseJson } from '../http/json-text.js';
import { isPlainObject } from '../settings-reading.js';

/** How much of Meta's limits is used up. */
export interface Usage {
  /** The fullest of all counters, percent; undefined where none is told. */
  percent?: number;
  /** How long calls are refused, where Meta says so. */
  waitMs?: number;
}

const COUNTERS = ['call_count', 'total_time', 'total_cputime'];

/**
 * Reads `X-App-Usage` (one set of counters) and `X-Business-Use-Case-Usage` (sets by business, each with
 * the minutes until access is regained).
 */
export function usageIn(header: TextAnswer['header']): Usage {
  const app = parsed(header('x-app-usage'));
  const cases = Object.values(parsed(header('x-business-use-case-usage'))).flat();
  const sets = [app, ...cases].filter(isPlainObject);
  const percents = sets.flatMap((set) => COUNTERS.flatMap((name) => numberIn(set, name)));
  const waits = sets.flatMap((set) => numberIn(set, 'estimated_time_to_regain_access'));
  const longest = Math.max(0, ...waits);
  return {
    ...(percents.length > 0 && { percent: Math.max(...percents) }),
    ...(longest > 0 && { waitMs: Math.ceil(longest * 60_000) }),
  };
}

const numberIn = (set: Record<string, unknown>, name: string): number[] => {
  const value = set[name];
  return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
};

function parsed(header: string | undefined): Record<string, unknown> {
  if (header === undefined) return {};
  try {
    const value = parseJson(header);
    return isPlainObject(value) ? value : {};
  } catch {
    // A broken counter tells nothing; the limit itself is still answered with an error.
    return {};
  }
}
