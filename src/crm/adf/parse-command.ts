import { open } from 'node:fs/promises';
import { readAdfMessage } from './adf-message.js';
import { type AdfReading, DEFAULT_ADF_LIMITS, mostMailBytes } from './adf-prospect.js';

export interface ParseCounts {
  accepted: number;
  refused: number;
}

/**
 * Reads files one after another and writes one JSON object a line for each:
 * `{ file, accepted, reason?, prospects? }`. A file that cannot be read is refused like the others,
 * with the system's code in its reason, and the rest goes on.
 */
export async function parseAdfFiles(
  files: string[],
  write: (line: string) => void,
): Promise<ParseCounts> {
  const counts: ParseCounts = { accepted: 0, refused: 0 };
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- one file in memory at a time, and lines in order
    const line = await parseFile(file);
    counts[line.accepted ? 'accepted' : 'refused'] += 1;
    write(JSON.stringify(line));
  }
  return counts;
}

interface ParsedFile {
  file: string;
  accepted: boolean;
  reason?: string;
  prospects?: unknown[];
}

async function parseFile(file: string): Promise<ParsedFile> {
  let reading: AdfReading;
  try {
    reading = await readAdfMessage(await readBounded(file, mostMailBytes(DEFAULT_ADF_LIMITS) + 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { file, accepted: false, reason: `unreadable-file (${code ?? 'unknown'})` };
  }
  return reading.accepted
    ? { file, accepted: true, prospects: reading.prospects }
    : { file, accepted: false, reason: reading.reason };
}

/** The beginning of a file: one byte beyond the limit is enough to refuse it. */
async function readBounded(file: string, maxBytes: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(maxBytes);
    let length = 0;
    while (length < maxBytes) {
      // oxlint-disable-next-line no-await-in-loop -- the next piece begins where this one ends
      const { bytesRead } = await handle.read(bytes, length, maxBytes - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}
