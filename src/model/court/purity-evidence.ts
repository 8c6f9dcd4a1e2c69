import { wilsonInterval } from '../calibration/intervals.js';
import { along, percent, type Evidence } from './evidence.js';
import type { HeardRows } from './heard-rows.js';
import type { ValueGroups } from './value-groups.js';

/** A value is nearly pure when the other answer is ten times rarer there than everywhere. */
const RARER = 10;
/** Nearly pure values that hold less of an answer than this are what chance and small groups give … */
const LEAST_SHARE = 0.05;
/** … and where they hold half of the won leads the feature is a copy of the outcome. */
const COPY_SHARE = 0.5;

interface Pure {
  /** Of all leads of this answer, those in nearly pure values. */
  share: number;
  largest: { name: string; leads: number; pure: number };
}

/** Are there values that leave hardly a doubt about the outcome, and do many leads have them? */
export function purityEvidence(heard: HeardRows, groups: ValueGroups): Evidence | undefined {
  const counted = countGroups(heard, groups);
  const won = pureFor(1, counted);
  const lost = pureFor(0, counted);
  const [held, answer] = (won?.share ?? 0) >= (lost?.share ?? 0) ? [won, 'won'] : [lost, 'not won'];
  if (!held || held.share < LEAST_SHARE) return undefined;
  const { name, leads, pure } = held.largest;
  return {
    kind: 'purity',
    value: held.share,
    strength: along(held.share, 0, COPY_SHARE),
    // Values that nearly rule a sale out are common where sales are rare, and honest.
    convicts: answer === 'won' && held.share >= COPY_SHARE,
    words:
      `${percent(held.share)} of all leads ${answer} carry a value that nearly settles it: ` +
      `of the ${leads} with ${name}, ${percent(pure)} were ${answer}`,
  };
}

interface Counted {
  name: string;
  rows: number;
  weight: number;
  won: number;
}

function countGroups({ labels, weights, leads }: HeardRows, { of, names }: ValueGroups): Counted[] {
  const counted = names.map((name): Counted => ({ name, rows: 0, weight: 0, won: 0 }));
  for (const at of leads) {
    const own = counted[of[at]!]!;
    own.rows++;
    own.weight += weights[at]!;
    own.won += weights[at]! * labels[at]!;
  }
  return counted;
}

function pureFor(label: 0 | 1, counted: Counted[]): Pure | undefined {
  const total = sum(counted, ({ weight }) => weight);
  const won = sum(counted, (group) => group.won);
  const answered = label === 1 ? won : total - won;
  const elsewhere = 1 - answered / total;
  const held = (group: Counted): number => (label === 1 ? group.won : group.weight - group.won);
  const pure = counted.filter((group) => {
    if (!group.rows) return false;
    const doubt = 1 - held(group) / group.weight;
    return wilsonInterval(doubt * group.rows, group.rows).upper <= elsewhere / RARER;
  });
  const largest = pure.toSorted((a, b) => b.rows - a.rows)[0];
  if (!largest) return undefined;
  return {
    share: sum(pure, held) / answered,
    largest: { name: largest.name, leads: largest.rows, pure: held(largest) / largest.weight },
  };
}

const sum = (counted: Counted[], of: (group: Counted) => number): number =>
  counted.reduce((total, group) => total + of(group), 0);
