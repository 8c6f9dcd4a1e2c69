import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceProcess } from '../../../test/support/source-process.js';
import { FolderInUseError, FolderLock } from './folder-lock.js';

describe(FolderLock, () => {
  let root: string;
  let takers: SourceProcess[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lead-likelihood-lock-'));
    takers = [];
  });
  afterEach(async () => {
    // They wait busily: one that outlived its test would take a processor from all others.
    await Promise.all(takers.map((taker) => taker.kill()));
    rmSync(root, { recursive: true, force: true });
  });

  it('is held until it is released, and leaves nothing', () => {
    const lock = FolderLock.take(root);

    expect(() => FolderLock.take(root)).toThrow(FolderInUseError);
    lock.release();
    FolderLock.take(root).release();
    expect(existsSync(join(root, 'owner.pid'))).toBe(false);
  });

  it.each(['', 'nonsense', '2147483646'])(
    'takes over what a process that is gone left: %j',
    (left) => {
      writeFileSync(join(root, 'owner.pid'), left);

      expect(() => FolderLock.take(root)).not.toThrow();
    },
  );

  it('goes to one of several processes that ask at the same instant', async () => {
    const folders = 200;
    for (let at = 0; at < folders; at += 1) mkdirSync(join(root, String(at)));
    const count = 3;
    const order = [root, folders, Date.now() + 4000, 5, count].map(String);
    takers = Array.from(
      { length: count },
      () => new SourceProcess(['test/support/lock-taking.process.ts', ...order], {}),
    );
    const said = await Promise.all(takers.map((taker) => taker.output()));
    const got = said.flatMap((text) => text.split(' ').filter(Boolean).map(Number));

    expect(got.toSorted((a, b) => a - b)).toEqual(Array.from({ length: folders }, (_, at) => at));
  });
});
