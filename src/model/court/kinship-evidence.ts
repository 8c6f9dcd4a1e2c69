import { association } from './association.js';
import { MEDIUM_ASSOCIATION, type Evidence } from './evidence.js';
import type { HeardRows } from './heard-rows.js';
import type { ValueGroups } from './value-groups.js';

/** Values that fewer leads have are taken together. */
const COMMON_SHARE = 0.01;

/** Few enough groups to be crossed with others. */
export interface CommonGroups {
  of: Int32Array;
  count: number;
}

export function commonGroups({ of, names }: ValueGroups, { leads }: HeardRows): CommonGroups {
  const held = new Int32Array(names.length);
  for (const at of leads) held[of[at]!]!++;
  const common = new Map(
    Array.from(held.keys())
      .filter((group) => held[group]! >= COMMON_SHARE * leads.length)
      .map((group, at) => [group, at]),
  );
  return { of: of.map((group) => common.get(group) ?? common.size), count: common.size + 1 };
}

/**
 * Does it tell what a removed feature tells, beyond the outcome both may know? Then the same later
 * hand wrote both. Looked at within each answer, so that two honest predictors are no kin.
 */
export function kinshipEvidence(
  own: CommonGroups,
  removed: { label: string; groups: CommonGroups },
  heard: HeardRows,
): Evidence | undefined {
  const strength = [0, 1].reduce((sum, label) => {
    const alike = heard.leads.filter((at) => heard.labels[at] === label);
    return sum + (alike.length / heard.leads.length) * association(own, removed.groups, alike);
  }, 0);
  if (strength < MEDIUM_ASSOCIATION) return undefined;
  return {
    kind: 'kinship',
    value: strength,
    strength: strength / 2,
    convicts: false,
    words:
      `among leads that ended alike it still goes with "${removed.label}", which was removed ` +
      `(association ${strength.toFixed(2)})`,
  };
}
