import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Public data sets and vendors' documents that may not be committed; tests read them where they lie beside the repository. */
const root = resolve(process.env['LEAD_LIKELIHOOD_SHARED'] ?? '../shared');

export const sharedPath = (...parts: string[]): string => join(root, ...parts);

export const hasShared = (...parts: string[]): boolean => existsSync(sharedPath(...parts));

/** A `describe` that runs only where the shared material is present, and says so where it is not. */
export function describeWithShared(part: string, name: string, body: () => void): void {
  if (hasShared(part)) describe(name, body);
  else describe.skip(`${name} (skipped: no ${part} beside the repository)`, body);
}
