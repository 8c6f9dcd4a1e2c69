import {
  penaltyFactors,
  withPenaltyFactors,
  type FeaturePositions,
} from '../net/feature-penalties.js';
import type { PreparedAdditive } from './additive-problem.js';
import { sigmoid } from '../net/log-odds.js';

/** By feature: how many times the penalty. */
export type OwnPenalties = Record<string, number>;

/** In rows, where every second lead buys. */
const USUAL_STRENGTH = 3.5;
/** Of a large set so many rows say what each feature is worth. */
const PILOT_ROWS = 30_000;

/** The penalty before any row is seen. A row where few leads buy tells less, and more of them are asked for. */
export function usualStrength({ problem }: PreparedAdditive): number {
  const rate = sigmoid(problem.priorLogOdds);
  return USUAL_STRENGTH / (4 * rate * (1 - rate));
}

/** @param pilot - the penalty under which features are compared, as a part of what is usual. */
export function ownPenalties(prepared: PreparedAdditive, pilot: number): OwnPenalties {
  const settings = { strength: pilot * usualStrength(prepared), mostRows: PILOT_ROWS };
  const factors = penaltyFactors(prepared.problem, positionsOf(prepared), settings);
  return Object.fromEntries(prepared.encoding.features.map(({ name }, at) => [name, factors[at]!]));
}

/** The same with a penalty of its own for every feature, in place of one for all. */
export function withOwnPenalties(prepared: PreparedAdditive, own: OwnPenalties): PreparedAdditive {
  const factors = prepared.encoding.features.map(({ name }) =>
    Object.hasOwn(own, name) ? own[name]! : 1,
  );
  const problem = withPenaltyFactors(prepared.problem, positionsOf(prepared), factors);
  return { ...prepared, problem };
}

const positionsOf = ({ encoding }: PreparedAdditive): FeaturePositions[] =>
  encoding.features.map(({ base, encoder }) => ({ base, width: encoder.width }));
