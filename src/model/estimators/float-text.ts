import { InvalidEstimatorStateError } from '../fitting-errors.js';

/** Little-endian float32 in base64: exact, and the same text on every machine that Node runs on. */
export const textFromFloats = (floats: Float32Array): string =>
  Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString('base64');

/** @throws {@link InvalidEstimatorStateError} unless it holds `count` finite numbers. */
export function floatsFromText(text: unknown, count: number): Float32Array {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', 'base64');
  if (bytes.byteLength !== 4 * count) {
    throw new InvalidEstimatorStateError(
      `The saved weights hold ${bytes.byteLength / 4} numbers where ${count} are needed.`,
    );
  }
  const floats = new Float32Array(Uint8Array.from(bytes).buffer);
  if (!floats.every(Number.isFinite)) {
    throw new InvalidEstimatorStateError('The saved weights hold a value that is not a number.');
  }
  return floats;
}
