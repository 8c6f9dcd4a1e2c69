import { metricIntervals } from './bootstrap.js';
import { seededRandom } from './seeded-random.js';
import { RankedScores } from './weighted-metrics.js';

const scored = (rows: [label: number, probability: number, weight?: number][]) => ({
  labels: Float64Array.from(rows, ([label]) => label),
  probabilities: Float64Array.from(rows, ([, probability]) => probability),
  weights: Float64Array.from(rows, ([, , weight]) => weight ?? 1),
  leadOf: Int32Array.from(rows.keys()),
});

describe(RankedScores.name, () => {
  it('measures a worked example', () => {
    const metrics = new RankedScores(
      scored([
        [1, 0.8],
        [0, 0.6],
        [1, 0.6],
        [0, 0.2],
      ]),
    ).metrics();

    expect(metrics.auc).toBeCloseTo(0.875, 12);
    expect(metrics.brier).toBeCloseTo((0.04 + 0.36 + 0.16 + 0.04) / 4, 12);
    const loss = -(Math.log(0.8) + Math.log(0.4) + Math.log(0.6) + Math.log(0.8)) / 4;
    expect(metrics.logLoss).toBeCloseTo(loss, 12);
    expect(metrics.recallAt20).toBeCloseTo(0.4, 12);
    expect(metrics.liftAt10).toBeCloseTo(2, 12);
    expect(metrics.promisedOverSeen).toBeCloseTo(1.1, 12);
  });

  it('counts an example of weight 3 as three examples', () => {
    const weighted = new RankedScores(
      scored([
        [1, 0.7, 3],
        [0, 0.7],
        [0, 0.1, 2],
        [1, 0.05],
      ]),
    ).metrics();
    const repeated = new RankedScores(
      scored([
        [1, 0.7],
        [1, 0.7],
        [1, 0.7],
        [0, 0.7],
        [0, 0.1],
        [0, 0.1],
        [1, 0.05],
      ]),
    ).metrics();

    for (const name of ['auc', 'logLoss', 'brier', 'liftAt10', 'recallAt20'] as const) {
      expect(weighted[name]).toBeCloseTo(repeated[name], 12);
    }
  });

  it('finds no calibration error in probabilities that came true and much in ones that did not', () => {
    const random = seededRandom(3);
    const rows = Array.from({ length: 20_000 }, (): [number, number] => {
      const probability = random();
      return [random() < probability ? 1 : 0, probability];
    });

    const honest = new RankedScores(scored(rows)).metrics();
    const boasting = new RankedScores(
      scored(rows.map(([label, probability]) => [label, probability ** 0.5])),
    ).metrics();

    expect(honest.ece).toBeLessThan(0.02);
    expect(boasting.ece).toBeGreaterThan(0.1);
  });
});

describe(metricIntervals.name, () => {
  it('covers the point value, repeats with its seed and widens when cutoffs share a lead', () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: 600 }, (): [number, number] => {
      const probability = random();
      return [random() < probability ? 1 : 0, probability];
    });
    const single = scored(rows);
    const repeated = scored(rows.flatMap((row) => [row, row, row]));
    repeated.leadOf = Int32Array.from(repeated.labels.keys(), (row) => Math.floor(row / 3));

    const one = metricIntervals(single, 11);
    const three = metricIntervals(repeated, 11);

    expect(one.auc.lower).toBeLessThan(one.auc.value);
    expect(one.auc.upper).toBeGreaterThan(one.auc.value);
    expect(metricIntervals(single, 11)).toEqual(one);
    // Three copies of a lead are one lead: nothing is learned from the copies.
    expect(three.auc.upper - three.auc.lower).toBeCloseTo(one.auc.upper - one.auc.lower, 6);
  });
});
