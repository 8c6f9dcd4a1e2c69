import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { AdfRefusal } from './adf-prospect.js';
import { tooLargeUnpacked, unreadableArchive } from './adf-refusals.js';
import { zipEntries } from './zip-entries.js';

/** Whether bytes are a gzip file or a ZIP archive, by how they begin. */
export const isPacked = (bytes: Buffer): boolean => isGzip(bytes) || isZip(bytes);

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZip = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt32BE(0) === 0x504b0304;

/** Documents of one message that came packed. All of them together may grow so far: a few bytes can hold gigabytes. */
export class Unpacking {
  /** @param left - Bytes that may still come out. */
  constructor(private left: number) {}

  /** What stands in a packed file, one level deep. */
  documents(packed: Buffer): (Buffer | AdfRefusal)[] {
    if (isGzip(packed)) return [this.#grown(packed, gunzipSync)];
    const entries = zipEntries(packed);
    if (!entries) return [unreadableArchive()];
    return entries.map(({ stored, deflated }) =>
      this.#grown(stored, deflated ? inflateRawSync : undefined),
    );
  }

  #grown(
    stored: Buffer,
    unpack: ((bytes: Buffer, options: { maxOutputLength: number }) => Buffer) | undefined,
  ): Buffer | AdfRefusal {
    if (this.left <= 0) return tooLargeUnpacked();
    try {
      const grown = unpack ? unpack(stored, { maxOutputLength: this.left }) : stored;
      this.left -= grown.length;
      return this.left < 0 ? tooLargeUnpacked() : grown;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') return unreadableArchive();
      this.left = 0;
      return tooLargeUnpacked();
    }
  }
}
