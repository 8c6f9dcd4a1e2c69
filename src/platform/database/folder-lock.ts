import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class FolderInUseError extends Error {
  constructor(folder: string, pid: number) {
    super(
      `${folder} is in use by process ${pid}. Stop that one first, or give this one a DATA_DIR of its own.`,
    );
    this.name = 'FolderInUseError';
  }
}

/** A file that names our own pid but is not in here was left by an earlier process: in containers pids repeat. */
const held = new Set<string>();

/** One process at a time per folder. A lock whose process is gone is taken over. */
export class FolderLock {
  private constructor(private readonly file: string) {}

  /** @throws FolderInUseError while the process that holds it lives. */
  static take(folder: string): FolderLock {
    const file = join(folder, 'owner.pid');
    // Linked when it is whole: who comes at the same instant never finds it without a name in it.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, String(process.pid));
    try {
      while (!linked(own, file)) {
        const found = contentOf(file);
        if (found === undefined) continue;
        const pid = Number(found);
        const inUse = pid === process.pid ? held.has(file) : isAlive(pid);
        if (inUse) throw new FolderInUseError(folder, pid);
        rmSync(file, { force: true });
      }
    } finally {
      rmSync(own, { force: true });
    }
    held.add(file);
    return new FolderLock(file);
  }

  release(): void {
    held.delete(this.file);
    rmSync(this.file, { force: true });
  }
}

/** Whether `file` is now ours. */
function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Undefined where it is gone by now. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
