import { InvalidEstimatorStateError } from '../fitting-errors.js';

type Bytes = { buffer: ArrayBufferLike; byteOffset: number; byteLength: number };

/** Numbers as base64 of their bytes: a forest in decimal digits would be several times as long. */
export const textOfArray = ({ buffer, byteOffset, byteLength }: Bytes): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** @throws {@link InvalidEstimatorStateError} for what `textOfArray` cannot have made. */
export function arrayOfText<T>(
  Kind: { new (buffer: ArrayBuffer): T; BYTES_PER_ELEMENT: number },
  text: unknown,
): T {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : undefined;
  if (!bytes || bytes.toString('base64') !== text || bytes.length % Kind.BYTES_PER_ELEMENT) {
    throw new InvalidEstimatorStateError('The saved forest holds numbers that cannot be read.');
  }
  return new Kind(new Uint8Array(bytes).buffer);
}
