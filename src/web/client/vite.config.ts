import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Served in fewer bytes; the page itself is written anew for everyone. */
const COMPRESSED = new Set(['.css', '.js']);
/** What the page people open first needs: fetched beside each other, not one after the other. */
const FETCHED_AHEAD = ['main.tsx', 'queue/queue-page.tsx'];
/** What a desk shows beside it; the width is that of queue/desk-width.ts. */
const BESIDE = { path: 'lead/lead-panel.tsx', media: '(min-width: 1080px)' };

/** The desk: static files that any strict content policy accepts (no inline script, no data: script). */
export default defineConfig({
  root: here,
  base: '/',
  // The server writes a fresh one into every page it sends (src/web/client-files.ts).
  html: { cspNonce: '__STYLE_NONCE__' },
  plugins: [react(), fetchedAhead(), compressedOnce()],
  build: {
    outDir: fileURLToPath(new URL('../../../dist/client', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    sourcemap: false,
  },
  server: {
    proxy: { '/v1': process.env['API_URL'] ?? 'http://127.0.0.1:3000' },
  },
});

/** Names in the page all code of its first view, which the browser would else find import by import. */
function fetchedAhead(): Plugin {
  return {
    name: 'fetched-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk') as Chunk[];
        const filesOf = (paths: string[]): string[] =>
          chunks
            .filter(({ facadeModuleId }) => paths.some((path) => facadeModuleId === here + path))
            .flatMap((chunk) => withImports(chunk, bundle));
        const first = new Set(filesOf(FETCHED_AHEAD).filter((file) => !html.includes(file)));
        const beside = new Set(filesOf([BESIDE.path]).filter((file) => !html.includes(file)));
        return [
          ...[...first].map((file) => preload(file)),
          ...[...beside]
            .filter((file) => !first.has(file))
            .map((file) => preload(file, BESIDE.media)),
        ];
      },
    },
  };
}

/** Compresses what is built here, so that no start of the server has to (src/web/client-files.ts). */
function compressedOnce(): Plugin {
  return {
    name: 'compressed-once',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: async ({ dir = '' }, bundle) => {
        const names = Object.keys(bundle).filter((name) => COMPRESSED.has(extname(name)));
        await Promise.all(names.map((name) => compressed(join(dir, name))));
      },
    },
  };
}

async function compressed(file: string): Promise<void> {
  const body = await readFile(file);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(body));
  await writeFile(`${file}.gz`, await promisify(gzip)(body));
}

type Chunk = Rolldown.OutputChunk;
type Bundle = Record<string, Rolldown.OutputAsset | Chunk>;

function withImports(chunk: Chunk, bundle: Bundle, seen = new Set<string>()): string[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  for (const file of chunk.imports) {
    const imported = bundle[file];
    if (imported?.type === 'chunk') withImports(imported, bundle, seen);
  }
  return [...seen];
}

const preload = (file: string, media?: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}`, ...(media && { media }) },
  injectTo: 'head',
});
