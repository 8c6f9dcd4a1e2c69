import { Injectable } from '@nestjs/common';
import { Directory } from '#access';

import type { Group } from './report.js';
import { Scorecard } from './scorecard.js';

/** Whether what was promised lies within the range of what was seen; without enough leads nobody can tell. */
export const RELIABILITY = ['too_few', 'as_promised', 'too_much', 'too_little'] as const;
export type Reliability = (typeof RELIABILITY)[number];

/** Fewer leads leave room for every promise. */
const LEAST_LEADS = 20;

export interface RooftopReliability {
  dealership: string;
  name: string;
  simulated: boolean;
  horizonDays: number;
  /** Scored leads that are open and too young for an answer. */
  waiting: number;
  reliability: Reliability;
  /** Null while no outcome is known. */
  overall: Group | null;
  /** Up to ten groups of equal size, lowest scores first. */
  calibration: Group[];
}

/** Sets the rooftops of a group side by side: one that is promised too much hides in the group's mean. */
@Injectable()
export class Rooftops {
  constructor(
    private readonly directory: Directory,
    private readonly scorecard: Scorecard,
  ) {}

  /**
   * By the first score after arrival, most leads first.
   *
   * @param dealershipIds - These alone; null: all of the group.
   * @param days - How far back arrivals count.
   */
  async of(
    groupId: string,
    dealershipIds: readonly string[] | null,
    days: number,
  ): Promise<RooftopReliability[]> {
    const all = await this.directory.dealershipsOf(groupId);
    const found: RooftopReliability[] = [];
    for (const { id, key, name } of all) {
      if (dealershipIds !== null && !dealershipIds.includes(id)) continue;
      const { simulated, horizonDays, waiting, first } = await this.scorecard.of(id, days);
      const { overall, calibration } = first;
      const reliability = reliabilityOf(overall);
      found.push({
        dealership: key,
        name,
        simulated,
        horizonDays,
        waiting,
        reliability,
        overall,
        calibration,
      });
    }
    return found.toSorted((a, b) => (b.overall?.leads ?? 0) - (a.overall?.leads ?? 0));
  }
}

export function reliabilityOf(overall: Group | null): Reliability {
  if (!overall || overall.leads < LEAST_LEADS) return 'too_few';
  const { promised, seen } = overall;
  if (promised > seen.upper) return 'too_much';
  return promised < seen.lower ? 'too_little' : 'as_promised';
}
