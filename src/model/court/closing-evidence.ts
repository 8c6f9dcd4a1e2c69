import type { FeatureTable } from '#features';
import { crossFittedAuc } from './cross-fitted-auc.js';
import { ACCEPTABLE_AUC, OUTSTANDING_AUC, along, percent, type Evidence } from './evidence.js';
import { foldOf } from './heard-rows.js';
import { periodsOf } from './period-evidence.js';
import { filledOf, valueGroups, type ValueGroups } from './value-groups.js';

/** Every lead as it stands today, open ones too: one row a lead, only features that keep no history. */
export interface LeadsToday {
  table: FeatureTable;
  /** 1 where the lead has ended. */
  closed: Uint8Array;
  /** When it came; any unit. */
  arrivals: Float64Array;
}

/** Fewer closed, or open, leads of the same age tell nothing. */
const LEAST_OF_A_KIND = 40;

/**
 * Weights under which closed and open leads are of the same age: else whatever goes with age would
 * seem to go with the ending. 0 where a lead has no counterpart.
 *
 * @see Mantel & Haenszel 1959
 */
export function ageBalanced({ closed, arrivals }: LeadsToday): Float64Array {
  const periods = periodsOf(arrivals);
  const counts = new Map<number, [open: number, closed: number]>();
  periods.forEach((period, row) => {
    const own = counts.get(period) ?? [0, 0];
    own[closed[row]!]!++;
    counts.set(period, own);
  });
  return Float64Array.from(periods, (period, row) => {
    const [open, shut] = counts.get(period)!;
    return closed[row] ? open / (open + shut) : shut / (open + shut);
  });
}

/** Does it tell that a lead has ended, and not only how old it is? */
export function closingEvidence(
  leads: LeadsToday,
  name: string,
  weights: Float64Array,
): Evidence | undefined {
  const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const shut = rows.filter((row) => leads.closed[row] === 1).length;
  if (Math.min(shut, rows.length - shut) < LEAST_OF_A_KIND) return undefined;
  const groups = valueGroups(leads.table, name, rows);
  const labels = rows.map((row) => leads.closed[row]!);
  const own = Float64Array.from(rows, (row) => weights[row]!);
  const auc = crossFittedAuc({
    groups: groups.of,
    groupCount: groups.names.length,
    labels,
    weights: own,
    folds: Uint8Array.from(rows, (row) => foldOf(row)),
  });
  if (!(auc >= ACCEPTABLE_AUC)) return undefined;
  const [open, ended] = [0, 1].map((label) => percent(filledAmong(label, groups, labels, own)));
  return {
    kind: 'closing',
    value: auc,
    strength: along(auc, 0.5, OUTSTANDING_AUC),
    convicts: auc >= OUTSTANDING_AUC,
    words:
      `it tells leads that have ended from open ones of the same age (AUC ${auc.toFixed(3)}; ` +
      `filled for ${ended} and ${open})`,
  };
}

function filledAmong(
  label: number,
  groups: ValueGroups,
  labels: Int32Array,
  weights: Float64Array,
): number {
  const filled = filledOf(groups);
  let [all, full] = [0, 0];
  labels.forEach((each, at) => {
    if (each !== label) return;
    all += weights[at]!;
    full += weights[at]! * filled[at]!;
  });
  return full / all;
}
