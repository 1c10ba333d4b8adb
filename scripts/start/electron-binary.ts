import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { downloadArtifact } from '@electron/get';
import { z } from 'zod';
import type { Terminal } from '../../main/cli/terminal.ts';
import { hasDisplay } from './display.ts';

/** The longest that nothing may come, ms: at the beginning, and later. */
const SILENCE_MS = 10_000;

export type ElectronBinary =
  { readonly file: string; readonly why: null } | { readonly file: null; readonly why: string };

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve('electron/package.json'));

/** Electron for this start, or why there can be none. */
export async function findElectron(terminal: Terminal): Promise<ElectronBinary> {
  if (!hasDisplay()) return { file: null, why: 'There is no display for a window' };
  // Its sandbox refuses to, and Blemish never runs without the sandbox.
  if (process.getuid?.() === 0) return { file: null, why: 'Electron does not run as root' };
  return electronBinary(terminal);
}

/** Electron's program, fetched and compared with the check sums of its package where it is not there yet. */
async function electronBinary(terminal: Terminal): Promise<ElectronBinary> {
  const present = installed();
  if (present !== null) return { file: present, why: null };
  try {
    await fetchElectron(terminal);
  } catch (error) {
    return { file: null, why: `Electron could not be fetched: ${reason(error)}` };
  }
  // Finds what was fetched in the cache, compares it again and unpacks it.
  const unpacked = spawnSync(process.execPath, [path.join(folder, 'install.js')], { encoding: 'utf8' });
  const file = installed();
  if (file !== null) return { file, why: null };
  return { file: null, why: `Electron could not be unpacked: ${unpacked.stderr.split('\n')[0]}` };
}

function installed(): string | null {
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const file = path.join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(file) ? file : null;
}

/** From GitHub, or where ELECTRON_MIRROR says. */
async function fetchElectron(terminal: Terminal): Promise<void> {
  const silence = new AbortController();
  const giveUp = (): void => {
    silence.abort(new Error('there was no answer for 10 seconds'));
  };
  let timer = setTimeout(giveUp, SILENCE_MS);
  terminal.note('Fetching Electron, once (about 110 MB) ...');
  try {
    await downloadArtifact({
      ...{ version: versionOf(folder), artifactName: 'electron' },
      ...{ platform: process.platform, arch: process.arch },
      checksums: checksums(),
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: ({ percent }: { readonly percent: number }) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, SILENCE_MS);
          terminal.progress(`Fetching Electron, ${Math.round(100 * percent)} %`);
          return Promise.resolve();
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

function versionOf(packageFolder: string): string {
  const text = readFileSync(path.join(packageFolder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function checksums(): Record<string, string> {
  const text = readFileSync(path.join(folder, 'checksums.json'), 'utf8');
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

/** What fetch throws says little; its cause says it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
