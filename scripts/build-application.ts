// Electron's Node does not strip types, so the application is built for it: the same files, one by one, as JavaScript.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

const root = path.dirname(import.meta.dirname);
const out = path.join(root, 'build', 'application');
const LEFT_OUT = /(\.test\.ts|\.testing\.ts|\.d\.ts|tsconfig\.json)$/;
/** In the sandbox there is no import, so this one file is CommonJS. */
const PRELOAD = path.join('main', 'electron', 'preload.ts');
/** Where a file names another: in an import, or as the module of a thread or process. */
const NAMED_MODULE = /\b(from |import |import\(|new URL\()'([^']+)\.ts'/g;

rmSync(out, { recursive: true, force: true });
for (const layer of ['app', 'native-models', 'main']) {
  for (const entry of readdirSync(path.join(root, layer), { recursive: true, withFileTypes: true })) {
    const file = path.relative(root, path.join(entry.parentPath, entry.name));
    if (entry.isFile() && !LEFT_OUT.test(file)) build(file);
  }
}
// Last: it is what tells whether the build is up to date.
writeFileSync(path.join(out, 'package.json'), JSON.stringify({ type: 'module', version: version() }));

function build(file: string): void {
  const [source, target] = [path.join(root, file), path.join(out, file)];
  mkdirSync(path.dirname(target), { recursive: true });
  if (file === PRELOAD) writeFileSync(target.replace(/\.ts$/, '.cjs'), commonModule(source));
  else if (file.endsWith('.ts')) writeFileSync(target.replace(/\.ts$/, '.js'), plainModule(source));
  else copyFileSync(source, target);
}

/** Types become blanks, so lines and columns in a stack are those of the source. */
function plainModule(source: string): string {
  return stripTypeScriptTypes(readFileSync(source, 'utf8')).replaceAll(NAMED_MODULE, "$1'$2.js'");
}

function commonModule(source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2024 };
  return ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions }).outputText;
}

function version(): string {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
