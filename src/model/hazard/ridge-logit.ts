import { CholeskyFactor } from '../net/cholesky.js';

/**
 * Rows of a logistic regression in which every row belongs to one group with an intercept of its own.
 * All arrays but the covariates have one value a row.
 */
export interface LogitRows {
  group: Uint8Array;
  /** Shape [rows, covariates]. */
  covariates: Float64Array;
  /** 0 or 1. */
  labels: Uint8Array;
  /** Every row counts so much. */
  weight: number;
}

/** What coefficients are drawn towards, and how strongly: `strength` counts like rows. */
export interface Pull {
  towards: number;
  strength: number;
}

export interface LogitCoefficients {
  /** By group. */
  intercepts: number[];
  /** By covariate. */
  slopes: number[];
}

// Taken once: a global looked up in a hot loop is slow inside a test's vm context.
const { abs, exp, log1p, max } = Math;

const MOST_STEPS = 30;
const CONVERGED = 1e-9;

/**
 * Maximises the weighted log-likelihood less `strength / 2 * (coefficient - towards)^2` for each
 * coefficient, by Newton's method with halved steps; the objective is concave, so where it starts
 * does not matter.
 *
 * @param ofGroups - Pulls on the intercepts; every strength above 0.
 * @param ofCovariates - Pulls on the slopes; every strength above 0.
 */
export function fitRidgeLogit(
  rows: LogitRows,
  ofGroups: Pull[],
  ofCovariates: Pull[],
): LogitCoefficients {
  const pulls = [...ofGroups, ...ofCovariates];
  let at = lookAt(
    rows,
    pulls,
    Float64Array.from(pulls, ({ towards }) => towards),
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = climb(rows, pulls, at);
    if (!next) break;
    const gained = next.value - at.value;
    at = next;
    if (gained <= CONVERGED * (1 + abs(at.value))) break;
  }
  return {
    intercepts: Array.from(at.coefficients.subarray(0, ofGroups.length)),
    slopes: Array.from(at.coefficients.subarray(ofGroups.length)),
  };
}

/** The objective where the coefficients are, its gradient, and the lower half of minus its Hessian. */
interface Place {
  coefficients: Float64Array;
  value: number;
  gradient: Float64Array;
  curvature: Float64Array;
}

/** A Newton step, halved until it leads up; undefined at the top. */
function climb(rows: LogitRows, pulls: Pull[], from: Place): Place | undefined {
  const { curvature, gradient } = from;
  const direction = CholeskyFactor.of(curvature.slice(), gradient.length).solve(gradient);
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const moved = from.coefficients.map((value, k) => value + scale * direction[k]!);
    const next = lookAt(rows, pulls, moved);
    if (next.value > from.value) return next;
  }
  return undefined;
}

function lookAt(rows: LogitRows, pulls: Pull[], coefficients: Float64Array): Place {
  const { group, covariates, labels, weight } = rows;
  const size = pulls.length;
  const width = labels.length ? covariates.length / labels.length : 0;
  const groups = size - width;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  let value = 0;
  for (let row = 0; row < labels.length; row++) {
    const first = row * width;
    const own = group[row]!;
    let predictor = coefficients[own]!;
    for (let k = 0; k < width; k++) predictor += coefficients[groups + k]! * covariates[first + k]!;
    const unlikely = exp(-abs(predictor));
    const p = predictor >= 0 ? 1 / (1 + unlikely) : unlikely / (1 + unlikely);
    value -= weight * (log1p(unlikely) + max(0, labels[row] ? -predictor : predictor));
    const residual = weight * (labels[row]! - p);
    const spread = weight * p * (1 - p);
    gradient[own]! += residual;
    curvature[own * size + own]! += spread;
    for (let k = 0; k < width; k++) {
      const x = covariates[first + k]!;
      const line = (groups + k) * size;
      gradient[groups + k]! += residual * x;
      curvature[line + own]! += spread * x;
      const spreadX = spread * x;
      for (let l = 0; l <= k; l++)
        curvature[line + groups + l]! += spreadX * covariates[first + l]!;
    }
  }
  pulls.forEach(({ towards, strength }, k) => {
    const away = coefficients[k]! - towards;
    value -= (strength / 2) * away ** 2;
    gradient[k]! -= strength * away;
    curvature[k * size + k]! += strength;
  });
  return { coefficients, value, gradient, curvature };
}
