import { association } from './association.js';
import { LARGE_ASSOCIATION, percent, type Evidence } from './evidence.js';
import { filledOf, type ValueGroups } from './value-groups.js';

const PERIODS = 8;
/** Fewer filled or empty leads than this show no pattern in time. */
const LEAST_OF_A_KIND = 40;

/** Which eighth of the leads, by arrival, each lead belongs to. */
export function periodsOf(arrivals: Float64Array): Int32Array {
  const periods = new Int32Array(arrivals.length);
  Int32Array.from(arrivals.keys())
    .toSorted((a, b) => arrivals[a]! - arrivals[b]!)
    .forEach((row, rank) => {
      periods[row] = Math.floor((rank * PERIODS) / arrivals.length);
    });
  return periods;
}

/** Is it filled for the leads of some periods only? Then somebody filled it afterwards, or stopped to. */
export function periodEvidence(
  groups: ValueGroups,
  periods: Int32Array,
  leads: Int32Array,
): Evidence | undefined {
  const filled = filledOf(groups);
  const full = leads.reduce((count, at) => count + filled[at]!, 0);
  if (Math.min(full, leads.length - full) < LEAST_OF_A_KIND) return undefined;
  const strength = association({ of: filled, count: 2 }, { of: periods, count: PERIODS }, leads);
  if (strength < LARGE_ASSOCIATION) return undefined;
  const shares = Array.from({ length: PERIODS }, (_, period) => {
    const own = leads.filter((at) => periods[at] === period);
    return own.reduce((count, at) => count + filled[at]!, 0) / own.length;
  });
  return {
    kind: 'period',
    value: strength,
    strength,
    convicts: false,
    words:
      `how often it is filled goes with when the lead came, from ${percent(Math.min(...shares))} ` +
      `to ${percent(Math.max(...shares))} of an eighth of the leads: the newest may not have it yet`,
  };
}
