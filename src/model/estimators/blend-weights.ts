import { logLossOf, sigmoid } from '../net/log-odds.js';

/** What each member said of rows it had not learned from, and what came. */
export interface MemberAnswers {
  /** One array a member, each of shape [rows]. */
  logOdds: Float64Array[];
  labels: Float64Array;
  /** Shape [rows], mean 1. */
  rowWeights: Float64Array;
}

/**
 * How softly the members' losses are believed, and how firmly the parts are held to what that makes
 * likely: shares of the best member's loss, for from one window of time to the next members change
 * places by a percent or two, however many rows there are. Few rows know less still: at least so many
 * nats, and losses are never believed more than half, since members were chosen on these rows.
 */
const TEMPER = { share: 0.02, least: 2 };
const HOLD = { share: 0.015, least: 5 };
/** In nats. Beneath it fold losses of so few rows are mostly chance. */
const HOLD_TO_EQUAL = 10;
const MOST_SWEEPS = 100;

/**
 * How much each member counts: parts that are not negative, sum to 1 and lower the log-loss of the
 * mean. They are held to what the members' own losses make likely, which is about equal parts where
 * those are close or rows are few, and the best member alone where it is far ahead.
 *
 * The sum is not learned: members stopped learning where they did best on these very rows, so that
 * here, and only here, their answers seem too cautious.
 *
 * @param heldToEqual - where rows are too few for the members' losses to say which parts are likely.
 */
export function weighMembers(answers: MemberAnswers, heldToEqual = false): Float64Array {
  const losses = Float64Array.from(answers.logOdds, (_, member) =>
    lossOfParts(answers, onlyMember(answers, member)),
  );
  const least = Math.min(...losses);
  const expected = heldToEqual
    ? losses.map(() => 1 / losses.length)
    : expectedParts(losses, nats(TEMPER, least));
  const hold = heldToEqual ? HOLD_TO_EQUAL : nats(HOLD, least);
  const parts = Float64Array.from(expected);
  const search = { parts, expected, mean: meanOf(answers, parts), hold };
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let to = 1; to < parts.length; to++) {
      for (let from = 0; from < to; from++) {
        moved = Math.max(moved, Math.abs(shift(answers, search, from, to)));
      }
    }
    if (moved < 1e-5) break;
  }
  return parts;
}

const nats = ({ share, least }: typeof HOLD, loss: number): number => Math.max(least, share * loss);

/** Of the members' mean by these parts, over all rows; in nats. */
export function lossOfParts(answers: MemberAnswers, parts: ArrayLike<number>): number {
  const { labels, rowWeights } = answers;
  return meanOf(answers, parts).reduce(
    (loss, logOdds, row) => loss + rowWeights[row]! * logLossOf(logOdds, labels[row]!),
    0,
  );
}

export const onlyMember = ({ logOdds }: MemberAnswers, member: number): Float64Array =>
  Float64Array.from(logOdds, (_, at) => (at === member ? 1 : 0));

/** By the losses of the members alone. */
function expectedParts(losses: Float64Array, temper: number): Float64Array {
  const least = Math.min(...losses);
  const belief = losses.map((loss) => Math.exp((least - loss) / temper));
  const total = belief.reduce((sum, one) => sum + one, 0);
  return belief.map((one) => one / total);
}

/** The members' log-odds, each by its part. Shape [rows]. */
export function meanOf({ logOdds, labels }: MemberAnswers, parts: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(labels.length);
  logOdds.forEach((one, member) => {
    const part = parts[member]!;
    if (part) one.forEach((value, row) => (mean[row]! += part * value));
  });
  return mean;
}

interface Search {
  parts: Float64Array;
  expected: Float64Array;
  /** Kept in step with `parts`. Shape [rows]. */
  mean: Float64Array;
  hold: number;
}

/** Takes from one member's part what the other makes better use of: a Newton step, within what there is. */
function shift(
  { logOdds, labels, rowWeights }: MemberAnswers,
  { parts, expected, mean, hold }: Search,
  from: number,
  to: number,
): number {
  const [giver, taker] = [logOdds[from]!, logOdds[to]!];
  const off = parts[to]! - expected[to]! - (parts[from]! - expected[from]!);
  let slope = 2 * hold * off;
  let curvature = 4 * hold;
  for (let row = 0; row < mean.length; row++) {
    const apart = taker[row]! - giver[row]!;
    const p = sigmoid(mean[row]!);
    slope += rowWeights[row]! * (p - labels[row]!) * apart;
    curvature += rowWeights[row]! * p * (1 - p) * apart * apart;
  }
  const step = Math.min(Math.max(-slope / curvature, -parts[to]!), parts[from]!);
  parts[to]! += step;
  parts[from]! -= step;
  for (let row = 0; row < mean.length; row++) mean[row]! += step * (taker[row]! - giver[row]!);
  return step;
}
