import type { RooftopReliability, Reliability } from './rooftops.js';
import { GroupDto } from './scorecard.dto.js';

/** What one rooftop's leads were promised at arrival, beside what became of them. */
export class RooftopReliabilityDto implements RooftopReliability {
  /** Key of the dealership. */
  dealership: string;

  /** Its name, for people. */
  name: string;

  /** True where leads and outcomes are made up. */
  simulated: boolean;

  /** A lead counts as won when it is sold within so many days of arrival. */
  horizonDays: number;

  /** Scored leads still too young for an answer. */
  waiting: number;

  /** too_few leads to tell (below 20); as_promised: the mean score lies within the 90 % interval of what was seen; too_much: above it; too_little: below it. Of rooftops that are all as promised, one in ten lies outside by chance. */
  reliability: Reliability;

  /** All its leads; null while no outcome is known. */
  overall: GroupDto | null;

  /** Up to ten groups of equal size, lowest scores first. */
  calibration: GroupDto[];
}
