import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The desk: static files that any strict content policy accepts (no inline script, no data: script). */
export default defineConfig({
  root: here,
  base: '/',
  // The server writes a fresh one into every page it sends (src/web/client-files.ts).
  html: { cspNonce: '__STYLE_NONCE__' },
  plugins: [react()],
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
