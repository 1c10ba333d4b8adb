// Runs a command once the dependencies in package-lock.json are installed: node scripts/with-dependencies.mjs COMMAND...
// Has no dependency itself and works on Node 20, so that `npm start` is the first command on a fresh machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'node_modules', '.bin');
const stamp = path.join(root, 'node_modules', '.blemish-lock-sha256');
const lock = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

/** The local .bin comes first, so `node` is the Node 24 that package.json pins, whatever the system has. */
const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
const env = { ...process.env, [pathKey]: bin + path.delimiter + (process.env[pathKey] ?? '') };

function run(command, args) {
  const windows = process.platform === 'win32';
  const quoted = windows ? args.map((arg) => (/[\s"&|<>^]/.test(arg) ? JSON.stringify(arg) : arg)) : args;
  const result = spawnSync(command, quoted, { stdio: 'inherit', env, shell: windows });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function install() {
  console.error('Installing the pinned dependencies (npm ci), once for this package-lock.json ...');
  const status = run('npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
    '--include',
    'optional',
  ]);
  if (status !== 0) {
    console.error(
      'npm ci failed: see its message above. It needs a connection to an npm registry; then run this again.',
    );
    process.exit(status);
  }
  if (!existsSync(path.join(bin, process.platform === 'win32' ? 'node.cmd' : 'node'))) {
    console.error(
      `No packaged Node 24 for ${process.platform}-${process.arch}; going on with Node ${process.version}.`,
    );
  }
  writeFileSync(stamp, lock);
}

// A signal goes to the whole terminal group: the command handles it and decides the exit code.
process.on('SIGINT', () => {});

const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
if (!installed) install();
const [command, ...args] = process.argv.slice(2);
process.exit(command === undefined ? 0 : run(command, args));
