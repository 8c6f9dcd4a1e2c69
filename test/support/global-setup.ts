import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of this run's own; the first suite that needs a database starts the server in it. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lead-likelihood-test-'));
  // The embedded server may run as another account and has to pass through.
  chmodSync(folder, 0o755);
  process.env['LEAD_LIKELIHOOD_TEST_RUN'] = folder;
}
