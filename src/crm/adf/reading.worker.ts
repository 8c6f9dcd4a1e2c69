import { parentPort } from 'node:worker_threads';
import { readHere } from './read-message.js';
import type { Asked } from './reading-thread.js';

/** Reads one message after the other; see {@link ReadingThread}. */
parentPort?.on('message', ({ raw, contentType }: Asked) => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  void readHere(bytes, contentType).then((reading) =>
    // oxlint-disable-next-line require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage(reading),
  );
});
