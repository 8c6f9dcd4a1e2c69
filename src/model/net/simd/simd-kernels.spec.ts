import { seededRandom } from '../random.js';
import { FloatHeap } from './float-heap.js';

const random = seededRandom(5);
const numbers = (count: number): Float32Array =>
  Float32Array.from({ length: count }, () => 2 * random() - 1);

/** 80,000 ones, of which a fifth is dropped. */
function onesAfterDropout(heap: FloatHeap, seed: number): Float32Array {
  heap.clear();
  const values = heap.put(new Float32Array(80_000).fill(1));
  const bias = heap.put(new Float32Array(8));
  heap.kernels.activate(values, bias, 10_000, 8, seed, Math.floor(0.2 * 2 ** 32), 1.25);
  return heap.floats(values, 80_000).slice();
}

describe('the SIMD kernels', () => {
  const heap = new FloatHeap();
  const { kernels } = heap;

  beforeEach(() => heap.clear());

  it.each([
    [8, 3, 64],
    [5, 130, 16],
    [1, 64, 8],
  ])('multiply [%i, %i] by [.., %i], the left side upright or turned', (rows, inner, width) => {
    const left = numbers(rows * inner);
    const right = numbers(inner * width);
    const turned = left.map((_, i) => left[(i % rows) * inner + Math.floor(i / rows)]!);
    const [a, b, t] = [heap.put(left), heap.put(right), heap.put(turned)];
    const [upright, fromTurned] = [heap.reserve(rows * width), heap.reserve(rows * width)];

    kernels.matMul(upright, a, b, rows, inner, width, 4 * inner, 4);
    kernels.matMul(fromTurned, t, b, rows, inner, width, 4, 4 * rows);

    const product = heap.floats(upright, rows * width);
    expect(heap.floats(fromTurned, rows * width)).toEqual(product);
    product.forEach((found, i) => {
      let sum = 0;
      for (let at = 0; at < inner; at++) {
        sum += left[Math.floor(i / width) * inner + at]! * right[at * width + (i % width)]!;
      }
      expect(found).toBeCloseTo(sum, 4);
    });
  });

  it('give a row the same bits alone and among others', () => {
    const [left, right] = [heap.put(numbers(7 * 100)), heap.put(numbers(100 * 8))];
    const [all, last] = [heap.reserve(7 * 8), heap.reserve(8)];

    kernels.matMul(all, left, right, 7, 100, 8, 400, 4);
    kernels.matMul(last, left + 400, right, 1, 100, 8, 400, 4);

    expect(heap.floats(last, 8)).toEqual(heap.floats(all, 56).slice(8, 16));
  });

  it('add a bias and cut off what is negative, but not what is no number', () => {
    const values = heap.put(Float32Array.of(1, -2, 0.5, NaN, -3, 5, 0, 1));
    const bias = heap.put(Float32Array.of(1, 1, -1, 1, 1, 1, 1, 1));

    kernels.activate(values, bias, 1, 8, 0, 0, 1);

    expect(Array.from(heap.floats(values, 8))).toEqual([2, 0, 0, NaN, 0, 6, 1, 2]);
  });

  it('drop about the share asked for, the same ones for the same seed', () => {
    const once = onesAfterDropout(heap, 1);

    expect(new Set(once)).toEqual(new Set([0, 1.25]));
    expect(once.filter((value) => value === 0).length / 80_000).toBeCloseTo(0.2, 2);
    expect(onesAfterDropout(heap, 1)).toEqual(once);
    const both = onesAfterDropout(heap, 2).filter(
      (value, i) => value === 0 && once[i] === 0,
    ).length;
    expect(both / 80_000).toBeCloseTo(0.04, 2);
  });

  it('sum up linked rows, and from the end where asked', () => {
    const steps = heap.put(Float32Array.from({ length: 4 * 4 }, (_, i) => Math.floor(i / 4) + 1));
    const links = heap.put(Int32Array.of(0, 1, 0, 1, 0));
    const sums = heap.reserve(16);
    const firstColumn = (): number[] =>
      Array.from(heap.floats(sums, 16)).filter((_, i) => i % 4 === 0);

    kernels.runningSums(sums, steps, links, 4, 4, 0, 1);
    expect(firstColumn()).toEqual([1, 3, 3, 7]);

    kernels.runningSums(sums, steps, links + 4, 4, 4, 3, -1);
    expect(firstColumn()).toEqual([3, 2, 7, 4]);
  });

  it('step as AdamW does', () => {
    const lists = [[1], [0.2], [0.04], [3]].map(([value]) => new Float32Array(4).fill(value!));
    const [weight, mean, square, gradient] = lists.map((list) => heap.put(list));
    const [newWeight, newMean, newSquare] = [0, 1, 2].map(() => heap.reserve(4));

    kernels.adamW(
      newWeight!,
      newMean!,
      newSquare!,
      weight!,
      mean!,
      square!,
      gradient!,
      4,
      0.1,
      0.99,
      0.5,
      0.9,
      0.999,
      1e-8,
    );

    const m = 0.9 * 0.2 + 0.1 * 1.5;
    const s = 0.999 * 0.04 + 0.001 * 1.5 ** 2;
    expect(heap.floats(newMean!, 1)[0]).toBeCloseTo(m, 6);
    expect(heap.floats(newSquare!, 1)[0]).toBeCloseTo(s, 6);
    expect(heap.floats(newWeight!, 1)[0]).toBeCloseTo(0.99 - (0.1 * m) / Math.sqrt(s), 6);
  });
});
