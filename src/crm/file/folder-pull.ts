import type { CrmPage } from '../crm-adapter.js';
import { type DropFolder, isReadable } from './drop-folder.js';
import type { FileMapping } from './file-mapping.js';
import { digestOf, readPage } from './file-page.js';
import {
  isDone,
  isSame,
  writeCursor,
  type FolderCursor,
  type FolderFile,
  type KnownContent,
} from './folder-cursor.js';
import type { FolderMode } from './folder-settings.js';
import { settledFiles } from './folder-stillness.js';

interface Reading {
  mapping: FileMapping;
  mode: FolderMode;
  /** Changes when the mapping does. */
  mappingDigest: string;
}

/** Reads the files of a folder, page by page, each content once. */
export class FolderPull {
  constructor(private readonly reading: Reading) {}

  async page(folder: DropFolder, read: FolderCursor, nowMs: number): Promise<CrmPage> {
    const { mappingDigest, mapping } = this.reading;
    const files = (await folder.files()).filter(({ name }) => isReadable(name));
    const open = files.filter((file) => !isDone(file, read, mappingDigest));
    const { settled, waiting } = await settledFiles(folder, open, read, nowMs);
    // Files that left the folder are forgotten, so that the cursor stays short.
    const known = Object.fromEntries(
      files.flatMap(({ name }) => (read.files[name] ? [[name, read.files[name]]] : [])),
    );
    const cursor: FolderCursor = { files: known, waiting, contents: [...read.contents] };
    const [next, ...later] = this.#wanted(settled, cursor);
    if (!next) return { records: [], cursor: writeCursor(cursor), last: true };
    const before = known[next.name];
    // A file that changed meanwhile is read anew: rows stored before are recognised by their ids.
    const isGoingOn = before !== undefined && !before.done && isSame(before, next);
    if (!isGoingOn && (await this.#isKnown(folder, next, cursor.contents))) {
      known[next.name] = { ...next, row: 0, done: true };
      return { records: [], cursor: writeCursor(cursor), last: later.length === 0 };
    }
    const page = await readPage(folder, next, mapping, isGoingOn ? before.row : 0);
    known[next.name] = {
      ...next,
      row: page.row,
      done: page.isEnd,
      ...(page.isRefused && { refusedBy: mappingDigest }),
    };
    if (page.digest !== undefined) cursor.contents.push({ size: next.size, digest: page.digest });
    return {
      records: page.records,
      cursor: writeCursor(cursor),
      last: page.isEnd && later.length === 0,
    };
  }

  /** Of whole exports only the newest tells how things stand; the older ones are passed over. */
  #wanted(settled: FolderFile[], { files }: FolderCursor): FolderFile[] {
    if (this.reading.mode === 'delta') return settled;
    const [newest, ...older] = settled.toSorted(
      (one, other) => other.changedMs - one.changedMs || (one.name < other.name ? 1 : -1),
    );
    for (const file of older) files[file.name] = { ...file, row: 0, done: true };
    return newest ? [newest] : [];
  }

  /**
   * The same content under another name. A whole export that was sent before may be how things stand again, so
   * only the newest counts there.
   */
  async #isKnown(
    folder: DropFolder,
    { name, size }: FolderFile,
    contents: KnownContent[],
  ): Promise<boolean> {
    const candidates = (this.reading.mode === 'full' ? contents.slice(-1) : contents).filter(
      (content) => content.size === size,
    );
    if (candidates.length === 0) return false;
    const digest = await digestOf(folder, name);
    return candidates.some((content) => content.digest === digest);
  }
}
