// Points git at the repository's own hooks; does nothing outside a checkout or in CI.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git') && !process.env['CI'])
  execFileSync('git', ['config', 'core.hooksPath', '.githooks']);
