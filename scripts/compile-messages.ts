// Compiles the window's messages, renderer/messages/*.json, to typed functions in build/messages:
// node scripts/compile-messages.ts
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';

const root = path.dirname(import.meta.dirname);

await compile({
  project: path.join(root, 'renderer', 'messages', 'project.inlang'),
  outdir: path.join(root, 'build', 'messages'),
  strategy: ['globalVariable', 'baseLocale'],
  emitTsDeclarations: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
});
