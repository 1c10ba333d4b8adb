import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { Host } from '../../main/host/host.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import { createTerminal } from '../../main/cli/terminal.ts';
import { bringUpToDate } from '../../scripts/start/built.ts';
import { WINDOW_BUILD } from '../../scripts/start/window-build.ts';
import { openRealDoor, type RealDoor } from './real-door.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const artefacts = path.join(root, 'build', 'e2e');
const run = promisify(execFile);

/** A browser with the built window on a host of its own. */
export interface Workstation {
  readonly host: Host;
  readonly door: RealDoor;
  /** What went wrong in any page: errors, failed requests, breaches of the policy of contents. */
  readonly complaints: readonly string[];
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** @param program a Chromium; as root it runs without its sandbox */
export async function openWorkstation(program: string): Promise<Workstation> {
  // Files of tests run side by side: the first that comes must not find it half-built, so `npm test` builds it before.
  bringUpToDate(root, WINDOW_BUILD, createTerminal());
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'blemish-e2e-')));
  const userFolder = path.join(folder, 'user');
  const host = await Host.start({
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (...told: unknown[]) => complaints.push(told.map(String).join(' ')),
    },
    workers: nodeHost,
    moreHandlers: [],
    userFolder,
    systemUser: 'Anna',
    version: '0.0.0-test',
  });
  const complaints: string[] = [];
  await host.open(await sampleProject(folder), false);
  const door = await openRealDoor(host, path.join(root, 'build', 'renderer'), userFolder);
  const browser = await launch(program);
  return {
    host,
    door,
    complaints,
    newPage: async (options = {}) => {
      const page = await (await browser.newContext({ locale: 'en-US', ...options })).newPage();
      collect(page, complaints);
      await page.goto(door.newAddress());
      return page;
    },
    close: async () => {
      await browser.close();
      await door.cutOff();
      await host.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Keeps a picture of the page as `build/e2e/<name>.png`. */
export async function keepLooks(page: Page, name: string): Promise<void> {
  await mkdir(artefacts, { recursive: true });
  await page.screenshot({ path: path.join(artefacts, `${name}.png`) });
}

/** What axe finds against WCAG 2.2 AA, a line each. */
export async function inspect(page: Page, name: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[role=tooltip]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${name}: ${id}: ${html}\n${failureSummary ?? ''}`),
  );
}

async function sampleProject(folder: string): Promise<string> {
  const project = path.join(folder, 'sample');
  const sample = path.join(root, 'sample');
  const blemish = (...args: string[]): Promise<unknown> =>
    run(process.execPath, [path.join(root, 'main', 'cli', 'blemish.ts'), ...args]);
  await blemish('init', project);
  const folders = ['--images', path.join(sample, 'images'), '--masks', path.join(sample, 'masks')];
  await blemish('import', project, ...folders, '--split', path.join(sample, 'split.csv'));
  return project;
}

function launch(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
}

function collect(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // What a page no longer wants when it goes.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
  });
}
