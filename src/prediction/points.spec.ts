import * as fc from 'fast-check';
import { sigmoid } from '#model';
import { pointsPerLogOdds } from './points.js';

const logOdds = fc.double({ min: -8, max: 8, noNaN: true });

describe(pointsPerLogOdds.name, () => {
  it('makes contributions add up to the difference from the usual likelihood', () => {
    fc.assert(
      fc.property(logOdds, fc.array(logOdds, { maxLength: 12 }), (usual, contributions) => {
        const sum = contributions.reduce((total, one) => total + one, 0);
        const slope = pointsPerLogOdds(usual, usual + sum);
        const points = contributions.reduce((total, one) => total + one * slope, 0);

        expect(points).toBeCloseTo(100 * (sigmoid(usual + sum) - sigmoid(usual)), 4);
      }),
    );
  });

  it('keeps the sign of every contribution, also where they cancel out', () => {
    expect(pointsPerLogOdds(-2, -2)).toBeGreaterThan(0);
    expect(pointsPerLogOdds(-2, -2 - 1e-9)).toBeGreaterThan(0);
    expect(pointsPerLogOdds(3, -5)).toBeGreaterThan(0);
  });
});
