import { CANDIDATES, candidatesFor } from './candidates.js';

describe(candidatesFor, () => {
  it('tries every candidate on as many rows as a dealer group has', () => {
    expect(candidatesFor(100_000, CANDIDATES.length)).toEqual(CANDIDATES);
  });

  it('leaves the rich ones out with more rows, and never tries more than asked', () => {
    expect(candidatesFor(100_001, CANDIDATES.length)).toEqual(CANDIDATES.slice(0, 10));
    expect(candidatesFor(100_001, 3)).toEqual(CANDIDATES.slice(0, 3));
    expect(candidatesFor(500, 3)).toEqual(CANDIDATES.slice(0, 3));
  });
});
