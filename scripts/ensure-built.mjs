// The command line runs the build: makes it where there is none, or where the sources are newer.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const built = 'dist/src/cli.js';
const newest = Math.max(
  ...['src', 'config', 'migrations'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs),
  ),
);

if (!existsSync(built) || statSync(built).mtimeMs < newest)
  execFileSync('npm', ['run', '--silent', 'build:server'], { stdio: ['ignore', 2, 2] });
