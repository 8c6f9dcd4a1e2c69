import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in our package.json, from source and from dist alike; goes into every model. */
export function codeVersion(from: string = import.meta.dirname): string {
  const file = join(from, 'package.json');
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
    if (version) return version;
  }
  if (dirname(from) === from) throw new Error('No package.json with a version above this file.');
  return codeVersion(dirname(from));
}
