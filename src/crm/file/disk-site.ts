import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmFileError } from '../crm.errors.js';
import type { DropFolder, DropSite } from './drop-folder.js';
import type { FolderFile } from './folder-cursor.js';

/** Folders below the drop folder of this server. */
export const DISK_SITE: DropSite = {
  where: 'this server',
  visit: (folder, work) => work(new DiskFolder(folder)),
};

class DiskFolder implements DropFolder {
  constructor(private readonly folder: string) {}

  async files(): Promise<FolderFile[]> {
    const names = await readdir(this.folder).catch(asMissingFolder);
    const found = await Promise.all(
      names
        .toSorted()
        // A link could lead out of the drop folder: lstat takes it for no file.
        .map(async (name) => ({ name, stat: await lstat(join(this.folder, name)) })),
    );
    return found
      .filter(({ stat }) => stat.isFile())
      .map(({ name, stat }) => ({ name, size: stat.size, changedMs: Math.floor(stat.mtimeMs) }));
  }

  bytes(name: string, from = 0): AsyncIterable<Buffer> {
    return createReadStream(join(this.folder, name), { start: from });
  }

  async put(name: string, content: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const partial = join(this.folder, `.${name}.partial`);
    await writeFile(partial, content);
    await rename(partial, join(this.folder, name));
  }
}

function asMissingFolder(error: unknown): never {
  const { code } = error as { code?: string };
  throw new CrmFileError(`The folder cannot be read: ${code}.`, { cause: error });
}
