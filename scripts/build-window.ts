// Builds the window to build/renderer: node scripts/build-window.ts
import path from 'node:path';
import { build } from 'vite';
import './compile-messages.ts';

const renderer = path.join(path.dirname(import.meta.dirname), 'renderer');

await build({ root: renderer, configFile: path.join(renderer, 'vite.config.ts'), logLevel: 'warn' });
