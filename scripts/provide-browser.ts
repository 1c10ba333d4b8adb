// Sees to it that the end-to-end tests find a browser: node scripts/provide-browser.ts. Takes what is there, else
// Debian's Chromium where it may install it, else Playwright's own; where none can be had the tests say so.
import { spawnSync } from 'node:child_process';
import { createTerminal } from '../main/cli/terminal.ts';
import { findBrowser } from '../tests/e2e/find-browser.ts';

const terminal = createTerminal();

/** Chromium alone draws no letter. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-dejavu-core'];

if (findBrowser() === null) provide();

function provide(): void {
  if (process.getuid?.() === 0 && succeeds('apt-get', ['--version'])) {
    terminal.note('Installing Chromium for the end-to-end tests (apt-get) ...');
    const options = ['-y', '--no-install-recommends', '-qq'];
    if (shows('apt-get', ['update', '-qq']) && shows('apt-get', ['install', ...options, ...DEBIAN_PACKAGES]))
      return;
  }
  terminal.note('Fetching Playwright’s Chromium for the end-to-end tests ...');
  shows(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium-headless-shell']);
}

/** Runs a program with its messages shown. */
function shows(program: string, args: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 2, 2], env: environment }).status === 0;
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
