import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';
import { inspect, keepLooks, openWorkstation, type Workstation } from './open-workstation.ts';

const program = findBrowser();
if (program === null && process.env.CI !== undefined)
  throw new Error('No Chromium, Chrome or Edge was found');
if (program === null)
  process.stderr.write('No Chromium, Chrome or Edge was found: the end-to-end tests are skipped.\n');

const SIZES = { wide: { width: 1440, height: 900 }, small: { width: 1024, height: 700 } };
const ROOMS = ['Home', 'Dataset', 'Annotate', 'Train', 'Review', 'Settings'];

let workstation: Workstation;

beforeAll(async () => {
  if (program !== null) workstation = await openWorkstation(program);
});

afterAll(async () => {
  if (program !== null) await workstation.close();
});

/** Each test begins with the defaults, whatever became of the one before. */
afterEach(async () => {
  if (program !== null) await workstation.host.settings.update({ language: null, keys: {}, person: null });
});

const e2e = test.skipIf(program === null);

e2e('opens on the sample and says what it holds', async () => {
  const page = await workstation.newPage({ viewport: SIZES.wide });
  await page.getByRole('link', { name: 'sample', exact: true }).waitFor();
  await page.getByText('43', { exact: true }).waitFor();
  await expect.poll(() => page.locator('img').count()).toBe(8);
  expect(await page.getByRole('status').allTextContents()).toContain('Saved');
  await page.context().close();
});

e2e.each(['dark', 'light'] as const)(
  'every room by keyboard, %s, without a finding of axe',
  async (theme) => {
    const findings: string[] = [];
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await workstation.newPage({ viewport, colorScheme: theme });
      for (const [index, room] of ROOMS.entries()) {
        await page.keyboard.press(`Alt+${index}`);
        await page.getByRole('heading', { level: 1, name: room }).waitFor();
        await settled(page);
        const name = `${room.toLowerCase()}-${theme}-${size}`;
        await keepLooks(page, name);
        if (size === 'small') findings.push(...(await inspect(page, name)));
      }
      await page.context().close();
    }
    expect(findings).toEqual([]);
  },
);

e2e.each(['dark', 'light'] as const)(
  'what floats over the rooms, %s, without a finding of axe',
  async (theme) => {
    const page = await workstation.newPage({ viewport: SIZES.small, colorScheme: theme });
    await settled(page);
    const findings: string[] = [];
    for (const [name, key] of [
      ['palette', 'Control+k'],
      ['shortcuts', '?'],
      ['jobs', 'Control+j'],
    ] as const) {
      await page.keyboard.press(key);
      await settled(page);
      await keepLooks(page, `${name}-${theme}`);
      findings.push(...(await inspect(page, `${name}-${theme}`)));
      await page.keyboard.press('Escape');
    }
    expect(findings).toEqual([]);
    await page.context().close();
  },
);

e2e.each([
  ['de', 'Start', 'Neues Projekt…'],
  ['zh', '主页', '新建项目…'],
])('speaks %s once asked by the palette, and still after a reload', async (language, home, newProject) => {
  const page = await workstation.newPage({ viewport: SIZES.small });
  await page.getByRole('link', { name: 'sample', exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(language === 'de' ? 'deutsch' : '中文');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: home }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: newProject }).waitFor();
  await settled(page);
  await keepLooks(page, `home-${language}`);
  const findings = await inspect(page, `home-${language}`);
  await page.keyboard.press('Alt+5');
  await settled(page);
  await keepLooks(page, `settings-${language}`);
  findings.push(...(await inspect(page, `settings-${language}`)));
  expect(findings).toEqual([]);
  await page.context().close();
});

e2e('back and forward go through the rooms', async () => {
  const page = await workstation.newPage();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.goForward();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
  await page.context().close();
});

e2e('a key of one own is kept, and a conflict is told', async () => {
  const page = await workstation.newPage();
  await page.goto(`${workstation.door.origin}#/settings`);
  await page.getByRole('button', { name: 'Change the key of: Show or hide the jobs' }).click();
  await page.keyboard.press('Control+k');
  await page.getByText('Same key as: Search or run a command').waitFor();
  await page.getByRole('button', { name: 'Back to Ctrl J' }).click();
  await page.getByText('Same key as').first().waitFor({ state: 'detached' });
  expect(workstation.host.settings.value.keys).toEqual({});
  await page.context().close();
});

e2e('nothing was complained of until here', () => {
  expect(workstation.complaints).toEqual([]);
});

e2e('a lost connection is told and found again, and what was asked meanwhile is done', async () => {
  const page = await workstation.newPage();
  await page.goto(`${workstation.door.origin}#/settings`);
  await page.getByLabel('Your name').fill('Berta');
  await workstation.door.cutOff();
  await page.getByText('The connection to Blemish was lost').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Offline, 1 unsynced').waitFor();
  await keepLooks(page, 'connection-lost');
  await workstation.door.letIn();
  // It may have dialled by itself meanwhile; then the button is gone.
  const tryNow = page.getByRole('button', { name: 'Try now' });
  await tryNow.click({ timeout: 2000 }).catch(() => undefined);
  await page.getByText('Saved').waitFor();
  expect(workstation.host.settings.value.person).toBe('Berta');
  await page.context().close();
});

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.getByText('CPU').first().waitFor();
}
