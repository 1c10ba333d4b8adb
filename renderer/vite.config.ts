import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The window as files: no inline script, style or data address, so that the strictest policy of contents fits. */
export default defineConfig({
  root,
  base: './',
  plugins: [svelte({ configFile: path.join(root, 'svelte.config.js') })],
  build: {
    outDir: path.join(root, '..', 'build', 'renderer'),
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
