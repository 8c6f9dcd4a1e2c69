/** One file of a ZIP archive, still as it is stored. */
export interface ZipEntry {
  stored: Buffer;
  /** Else stored as it is. */
  deflated: boolean;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const DIRECTORY = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 50;

/**
 * The files of a ZIP archive, by its directory.
 *
 * @returns undefined where it is broken, encrypted, of more than 50 files, or packed otherwise than by deflate.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16
 */
export function zipEntries(archive: Buffer): ZipEntry[] | undefined {
  try {
    return entriesOf(archive);
  } catch {
    // An offset that leads out of the archive.
    return undefined;
  }
}

function entriesOf(archive: Buffer): ZipEntry[] | undefined {
  const end = endOf(archive);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  const count = archive.readUInt16LE(end + 10);
  // Reading some of them would lose the others.
  if (count > MOST_ENTRIES) return undefined;
  for (let left = count; left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY) return undefined;
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const next = at + DIRECTORY_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    const entry = entryAt(archive, at);
    if (!entry) return undefined;
    if (entry.stored.length > 0) entries.push(entry);
    at = next;
  }
  return entries;
}

/** The end of the directory; a comment may stand behind it. */
function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1)
    if (archive.readUInt32LE(at) === END) return at;
  return undefined;
}

/** @param at - Of its row in the directory; sizes stand there even where the local header leaves them out. */
function entryAt(archive: Buffer, at: number): ZipEntry | undefined {
  const method = archive.readUInt16LE(at + 10);
  const isEncrypted = (archive.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
  const size = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  if (isEncrypted || (method !== STORED && method !== DEFLATED)) return undefined;
  if (archive.readUInt32LE(local) !== LOCAL) return undefined;
  const names = archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const from = local + LOCAL_BYTES + names;
  if (from + size > archive.length) return undefined;
  return { stored: archive.subarray(from, from + size), deflated: method === DEFLATED };
}
