import * as tf from '@tensorflow/tfjs-core';
import { openTensorBackend } from './tensor-backend.js';
import { repairWasmMatMul } from './wasm-mat-mul.js';

const multiplyStackWithBias = (): tf.Tensor =>
  tf.tidy(() =>
    tf.fused.matMul({ a: tf.ones([2, 4, 60]), b: tf.ones([2, 60, 3]), bias: tf.ones([3]) }),
  );

describe(repairWasmMatMul, () => {
  beforeAll(async () => {
    await openTensorBackend();
    await tf.setBackend('wasm');
  });

  it('adds the bias of a fused product once, whichever side is transposed', () => {
    const inner = 100; // more than the 48 columns the stock kernel takes at a time
    const multiply = (transposeA: boolean, transposeB: boolean): number[] =>
      tf.tidy(() =>
        Array.from(
          tf.fused
            .matMul({
              a: tf.ones(transposeA ? [inner, 2] : [2, inner]),
              b: tf.ones(transposeB ? [3, inner] : [inner, 3]),
              transposeA,
              transposeB,
              bias: tf.ones([3]),
            })
            .dataSync(),
        ),
      );

    for (const [a, b] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      expect(multiply(a, b)).toEqual(Array.from({ length: 6 }, () => 101));
    }
  });

  it('refuses a fused product of several matrices with a bias, which would be wrong', () => {
    expect(multiplyStackWithBias).toThrow(/matMul, then add/);
  });

  it('multiplies transposed matrices as if they were written out, and leaves nothing behind', () => {
    const before = tf.memory().numTensors;
    const [direct, transposed] = tf.tidy(() => {
      const a = tf.randomNormal([5, 7], 0, 1, 'float32', 1);
      const b = tf.randomNormal([7, 3], 0, 1, 'float32', 2);
      const turned = tf.matMul(tf.transpose(a), tf.transpose(b), true, true);
      return [tf.matMul(a, b).dataSync(), turned.dataSync()] as const;
    });

    transposed.forEach((value, at) => expect(value).toBeCloseTo(direct[at]!, 5));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('multiplies stacks of transposed matrices', () => {
    const product = tf.tidy(() =>
      Array.from(tf.matMul(tf.ones([2, 60, 4]), tf.ones([2, 3, 60]), true, true).dataSync()),
    );

    expect(product).toEqual(Array.from({ length: 24 }, () => 60));
  });
});
