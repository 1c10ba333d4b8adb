import type { Build } from './built.ts';

/** What a browser and Electron show. */
export const WINDOW_BUILD: Build = {
  name: 'the window',
  script: 'build:window',
  product: 'build/renderer/index.html',
  sources: ['renderer', 'app', 'package-lock.json'],
};
