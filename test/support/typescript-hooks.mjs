// For processes that tests start: runs the TypeScript sources as they are, so that no build is needed
// and none can be out of date. Node's own type stripping knows no decorators.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** `./clock.js` is written for `./clock.ts`. */
function sourceOf(specifier, parentUrl) {
  const ours = /^(\.|file:)/.test(specifier) && specifier.endsWith('.js');
  if (!ours || parentUrl?.includes('/node_modules/')) return specifier;
  const source = new URL(`${specifier.slice(0, -3)}.ts`, parentUrl);
  return existsSync(fileURLToPath(source)) ? source.href : specifier;
}

registerHooks({
  resolve: (specifier, context, next) => next(sourceOf(specifier, context.parentURL), context),
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
