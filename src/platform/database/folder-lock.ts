import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    for (;;) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
        held.add(file);
        return new FolderLock(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const pid = Number(readFileSync(file, 'utf8'));
        const inUse = pid === process.pid ? held.has(file) : isAlive(pid);
        if (inUse) throw new FolderInUseError(folder, pid);
        rmSync(file, { force: true });
      }
    }
  }

  release(): void {
    held.delete(this.file);
    rmSync(this.file, { force: true });
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
