import { judgeHazards } from './hazards-gate.js';
import { seededRandom } from './seeded-random.js';

const SEED = 1;

/** Leads of which `rate` are sold, each its own example. */
const leadsSoldAt = (rate: number, count: number) => {
  const random = seededRandom(SEED);
  return {
    labels: Float64Array.from({ length: count }, () => (random() < rate ? 1 : 0)),
    weights: new Float64Array(count).fill(1),
    leadOf: Int32Array.from({ length: count }, (_, lead) => lead),
  };
};

const all = (count: number, score: number): Float64Array => new Float64Array(count).fill(score);

describe(judgeHazards.name, () => {
  it('keeps what brings scores closer to what was seen', () => {
    const { kept, saved, words } = judgeHazards(
      leadsSoldAt(0.2, 2000),
      all(2000, 0.1),
      all(2000, 0.2),
      SEED,
    );

    expect(kept).toBe(true);
    expect(saved.lower).toBeGreaterThan(0);
    expect(words).toMatch(/^hazards kept: error −\d+\.\d % .* seen 0\.\d\d → (1\.0\d|0\.9\d)$/);
  });

  it('leaves out what costs log-loss beyond chance', () => {
    const { kept, saved } = judgeHazards(
      leadsSoldAt(0.2, 2000),
      all(2000, 0.2),
      all(2000, 0.4),
      SEED,
    );

    expect(saved.upper).toBeLessThan(0);
    expect(kept).toBe(false);
  });

  it('where the cost may be chance, lets the promise decide', () => {
    const leads = leadsSoldAt(0.1, 200);
    /** Too much for one half of the sold and of the others, too little for the other: it costs log-loss, and moves no mean. */
    const scattered = (mean: number) => {
      const seenOf = [0, 0];
      return leads.labels.map((label) => mean * (seenOf[label]!++ % 2 ? 1.4 : 0.6));
    };
    const seen = leads.labels.reduce((sum, label) => sum + label, 0) / 200;
    const closer = judgeHazards(leads, all(200, seen * 1.15), scattered(seen), SEED);
    const further = judgeHazards(leads, all(200, seen), scattered(seen * 1.15), SEED);

    for (const { saved } of [closer, further]) {
      expect(saved.value).toBeLessThan(0);
      expect(saved.upper).toBeGreaterThan(0);
    }
    expect([closer.kept, further.kept]).toEqual([true, false]);
  });

  it('keeps hazards that were never learned: nothing is lost by them', () => {
    const scores = all(50, 0.1);

    expect(judgeHazards(leadsSoldAt(0.1, 50), scores, scores, SEED).kept).toBe(true);
  });
});
