import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The bench builds the server alone, which clears away what was built of the client. */
export function ensureClientBuilt(): void {
  if (!existsSync(resolve('dist/client'))) execFileSync('npm', ['run', '--silent', 'build:client']);
}
