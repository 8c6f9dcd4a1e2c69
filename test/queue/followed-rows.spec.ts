import { AHEAD, nearer, type Rows, TOGETHER } from '../../src/web/client/queue/followed-rows.js';

const COUNT = 1_000;
const settled = (drawn: Rows, seen: Rows, count = COUNT): Rows => {
  for (let frame = 0; frame < 50; frame += 1) drawn = nearer(drawn, seen, count);
  return drawn;
};

describe('Rows that follow those in sight', () => {
  it('come a few at a time, until enough are there ahead on both sides', () => {
    const seen = { from: 100, to: 113 };

    const next = nearer(seen, seen, COUNT);

    expect(next).toEqual({ from: 100 - TOGETHER, to: 113 + TOGETHER });
    expect(settled({ from: 84, to: 129 }, seen)).toEqual({ from: 84, to: 129 });
    expect(settled({ from: 100, to: 129 }, seen)).toEqual({
      from: 100 - AHEAD + 4,
      to: 113 + AHEAD,
    });
  });

  it('never leave a place in sight empty, however far it was scrolled at once', () => {
    const drawn = { from: 84, to: 129 };
    for (const from of [0, 60, 110, 128, 129, 500, COUNT - 13]) {
      const seen = { from, to: from + 13 };
      const next = nearer(drawn, seen, COUNT);
      expect(next.from).toBeLessThanOrEqual(seen.from);
      expect(next.to).toBeGreaterThanOrEqual(seen.to);
    }
  });

  it('come and go together, so that most frames of a scroll change nothing', () => {
    const drawn = { from: 100 - AHEAD, to: 113 + AHEAD };
    const after = (rows: number): Rows =>
      nearer(drawn, { from: 100 + rows, to: 113 + rows }, COUNT);

    expect(after(TOGETHER - 1)).toEqual(drawn);
    expect(after(TOGETHER)).toEqual({ from: drawn.from + TOGETHER, to: drawn.to + TOGETHER });
    expect(after(-TOGETHER)).toEqual({ from: drawn.from - TOGETHER, to: drawn.to - TOGETHER });
  });

  it('end with the list, also with one that became shorter', () => {
    expect(settled({ from: 0, to: 13 }, { from: 0, to: 13 }, 20)).toEqual({ from: 0, to: 20 });
    expect(settled({ from: 0, to: 29 }, { from: 0, to: 10 }, 10)).toEqual({ from: 0, to: 10 });
    expect(settled({ from: 84, to: 129 }, { from: 0, to: 0 }, 0)).toEqual({ from: 0, to: 0 });
  });
});
