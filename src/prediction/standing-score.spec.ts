import { fromStanding, type Asked } from './standing-score.js';

const model = undefined as unknown as Asked['model'];

describe(fromStanding.name, () => {
  it('begins at the score people see, and keeps what the model says of differences', () => {
    const scoreAt = fromStanding({ model, standing: 0.2 }, -1);

    expect(scoreAt(-1)).toBeCloseTo(0.2, 9);
    expect(scoreAt(-1 + Math.log(2))).toBeCloseTo(0.5 / 1.5, 9);
  });

  it("is the model's own where nothing stands yet", () => {
    expect(fromStanding({ model }, -1)(0)).toBe(0.5);
  });
});
