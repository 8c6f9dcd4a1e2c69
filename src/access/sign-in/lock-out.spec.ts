import { lockSeconds } from './lock-out.js';

describe(lockSeconds.name, () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 60],
    [6, 120],
    [7, 240],
    [8, 480],
    [9, 900],
    [5000, 900],
  ])('after %s failures locks for %s s', (failures, seconds) => {
    expect(lockSeconds(failures)).toBe(seconds);
  });
});
