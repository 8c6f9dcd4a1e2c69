import { findBrowser } from '../../bench/desk/chromium.js';

export { openBrowser } from '../../bench/desk/chromium.js';

/** A `describe` that is skipped, saying why, where no browser is installed; in CI that is a failure. */
export function describeInBrowser(name: string, body: () => void): void {
  if (findBrowser() || process.env['CI'] === 'true') describe(name, body);
  else describe.skip(`${name} (skipped: no Chromium; install one or set CHROMIUM_PATH)`, body);
}
