// The command line runs the build; makes it where there is none yet.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('dist/src/cli.js'))
  execFileSync('npm', ['run', '--silent', 'build:server'], { stdio: ['ignore', 2, 2] });
