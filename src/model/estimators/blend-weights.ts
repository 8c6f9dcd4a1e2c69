import { logLossOf } from './held-out-loss.js';

/** What each member said of rows it had not learned from, and what came. */
export interface MemberAnswers {
  /** One array a member, each of shape [rows]: log-odds above the base rate's. */
  above: Float64Array[];
  labels: Float64Array;
  /** Shape [rows], mean 1. */
  rowWeights: Float64Array;
  /** The log-odds that all members are counted from. */
  baseLogOdds: number;
}

/** How firmly the parts are held to where they were expected, in nats of all rows together. */
const HOLD = 5;
/** Losses are believed half: members were chosen on these rows, or on rows like them. */
const TEMPER = 2;
const MOST_SWEEPS = 200;

/**
 * How much each member counts: parts that are not negative and lower the log-loss of the sum. They
 * are held to what the members' own losses make likely, which is about equal parts where those are
 * close or rows are few, and the best member alone where it is far ahead. The parts need not sum to
 * 1: a mean of several cautious answers is too cautious.
 */
export function weighMembers(answers: MemberAnswers): Float64Array {
  const expected = expectedParts(answers);
  const parts = Float64Array.from(expected);
  const sums = sumOf(answers, parts);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let member = 0; member < parts.length; member++) {
      const { slope, curvature } = slopeOf(answers, sums, member);
      const pull = slope + 2 * HOLD * (parts[member]! - expected[member]!);
      const next = Math.max(0, parts[member]! - pull / (curvature + 2 * HOLD));
      const step = next - parts[member]!;
      parts[member] = next;
      answers.above[member]!.forEach((above, row) => (sums[row]! += step * above));
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < 1e-6) break;
  }
  return parts;
}

/** Of a weighted sum of the members, over all rows; in nats. */
export function lossOfParts(answers: MemberAnswers, parts: ArrayLike<number>): number {
  const { labels, rowWeights } = answers;
  return sumOf(answers, parts).reduce(
    (loss, logOdds, row) => loss + rowWeights[row]! * logLossOf(logOdds, labels[row]!),
    0,
  );
}

/** By the losses of the members alone; they sum to 1. */
function expectedParts(answers: MemberAnswers): Float64Array {
  const losses = Float64Array.from(answers.above, (_, member) =>
    lossOfParts(answers, onlyMember(answers, member)),
  );
  const least = Math.min(...losses);
  const belief = losses.map((loss) => Math.exp((least - loss) / TEMPER));
  const total = belief.reduce((sum, one) => sum + one, 0);
  return belief.map((one) => one / total);
}

export const onlyMember = ({ above }: MemberAnswers, member: number): Float64Array =>
  Float64Array.from(above, (_, at) => (at === member ? 1 : 0));

function sumOf(
  { above, labels, baseLogOdds }: MemberAnswers,
  parts: ArrayLike<number>,
): Float64Array {
  const sums = new Float64Array(labels.length).fill(baseLogOdds);
  above.forEach((one, member) => {
    const part = parts[member]!;
    if (part) one.forEach((value, row) => (sums[row]! += part * value));
  });
  return sums;
}

/** First and second derivative of the loss by one member's part. */
function slopeOf(
  { above, labels, rowWeights }: MemberAnswers,
  sums: Float64Array,
  member: number,
): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  above[member]!.forEach((value, row) => {
    const p = 1 / (1 + Math.exp(-sums[row]!));
    slope += rowWeights[row]! * (p - labels[row]!) * value;
    curvature += rowWeights[row]! * p * (1 - p) * value * value;
  });
  return { slope, curvature };
}
