import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderInUseError, FolderLock } from '../../src/platform/database/folder-lock.js';

/** Takes one folder after the other at instants agreed with others, and says which of them it got: `0 3 4`. */
const [root = '', count = '0', from = '0', everyMs = '0', takers = '1'] = process.argv.slice(2);
const finished = 'finished.';
const got: number[] = [];
for (let at = 0; at < Number(count); at += 1) {
  // Busy, as a timer would not be so punctual.
  while (Date.now() < Number(from) + at * Number(everyMs));
  try {
    FolderLock.take(join(root, String(at)));
    got.push(at);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
  }
}
// Who ends loses what it holds: a slower one would take it over, and rightly.
writeFileSync(join(root, `${finished}${process.pid}`), '');
while (readdirSync(root).filter((name) => name.startsWith(finished)).length < Number(takers)) {
  await sleep(20);
}
process.stdout.write(got.join(' '));
