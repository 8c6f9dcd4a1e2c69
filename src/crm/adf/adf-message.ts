import { existsSync } from 'node:fs';
import { isLarge } from '../large-message.js';
import type { AdfReading } from './adf-prospect.js';
import { ReadingThread } from './reading-thread.js';
import { readHere } from './read-message.js';

/** Compiled beside this file. From sources alone, as in tests, everything is read in this thread. */
const SCRIPT = new URL('./reading.worker.js', import.meta.url);
const aside = existsSync(SCRIPT) ? new ReadingThread(SCRIPT) : undefined;

/** An ADF document, or a mail that carries one. What is large is read in a thread of its own, so that nobody waits. */
export function readAdfMessage(raw: Buffer, contentType = ''): Promise<AdfReading> {
  return aside && isLarge(raw) ? aside.read(raw, contentType) : readHere(raw, contentType);
}
