import { pointsPerLogOdds, sigmoid, type Explanation, type Reason } from '#prediction';
import type { WorklistReasonDto } from './worklist.dto.js';

export interface ReadReasons {
  /** Strongest first. */
  for: WorklistReasonDto[];
  against: WorklistReasonDto[];
  /** What the model says of a lead about which nothing is unusual, percent. */
  usualPercent: number;
  /** Points of everything the prediction did not list. */
  otherPoints: number;
}

/** A stored explanation in percentage points: `usualPercent` plus all points is the likelihood. */
export function readReasons({ bias, ...sides }: Explanation, logOdds: number): ReadReasons {
  const slope = pointsPerLogOdds(bias, logOdds);
  const inPoints = (direction: WorklistReasonDto['direction']) => (reason: Reason) => ({
    direction,
    sentence: reason.sentence,
    phrase: reason.phrase ?? withoutVerdict(reason.sentence),
    evidence: reason.evidence?.sentence ?? null,
    points: rounded(reason.logOdds * slope),
  });
  const forSale = sides.for.map(inPoints('for'));
  const against = sides.against.map(inPoints('against'));
  const listed = [...forSale, ...against].reduce((sum, { points }) => sum + points, 0);
  return {
    for: forSale,
    against,
    usualPercent: rounded(100 * sigmoid(bias)),
    otherPoints: rounded((logOdds - bias) * slope - listed),
  };
}

/** To a tenth of a point: nobody reads further. */
const rounded = (points: number): number => Math.round(points * 10) / 10;

/** Of predictions that kept no phrase: their sentence ends in ': ' and its verdict. */
function withoutVerdict(sentence: string): string {
  const end = sentence.lastIndexOf(': ');
  return end < 0 ? sentence.replace(/\.$/, '') : sentence.slice(0, end);
}
