import { numpyPermutation } from './numpy-permutation.js';

describe('the order that NumPy deals', () => {
  it('is that of RandomState(seed).permutation', () => {
    expect(Array.from(numpyPermutation(10, 0))).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
    expect(Array.from(numpyPermutation(5544, 9).slice(0, 5))).toEqual([51, 3336, 4362, 5436, 56]);
  });

  it('holds every row once, past the first words of the generator', () => {
    const order = numpyPermutation(3000, 4);

    expect(Array.from(order.toSorted())).toEqual(Array.from(order.keys()));
  });
});
