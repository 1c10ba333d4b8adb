import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';
import { inspect, keepLooks, openWorkstation, type Workstation } from './open-workstation.ts';

const program = findBrowser();
const e2e = test.skipIf(program === null);

let workstation: Workstation;

beforeAll(async () => {
  if (program !== null) workstation = await openWorkstation(program);
});

afterAll(async () => {
  if (program !== null) await workstation.close();
});

const WIDE = { viewport: { width: 1440, height: 900 } };
const SMALL = { viewport: { width: 1024, height: 700 } };

async function openRoom(options: Parameters<Workstation['newPage']>[0] = WIDE): Promise<Page> {
  const page = await workstation.newPage(options);
  await page.goto(`${workstation.door.origin}#/dataset`);
  await cell(page, 0).locator('img').waitFor();
  return page;
}

function cell(page: Page, index: number) {
  return page.locator(`[role=gridcell][data-index="${index}"]`);
}

function filter(page: Page, name: RegExp) {
  return page.getByRole('complementary', { name: 'Filters' }).getByRole('button', { name });
}

/** Of the images with labels, as the host has them. */
function stateCounts(): ReadonlyMap<string, number> {
  const { store } = workstation.host.requireProject();
  return store.countFacets({}, null).states;
}

e2e('a filter narrows the images, stands in the address, and goes away again', async () => {
  const page = await openRoom();
  await page.getByText('43 of 43').waitFor();
  await filter(page, /^Crack/).click();
  await page.getByText('6 of 43').waitFor();
  await page.reload();
  await page.getByText('6 of 43').waitFor();
  await page.getByRole('searchbox', { name: 'Find images' }).fill('no such image');
  await page.getByText('No image matches').waitFor();
  await keepLooks(page, 'dataset-nothing-found');
  await page.goBack();
  await page.getByText('6 of 43').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByText('43 of 43').waitFor();
  await page.context().close();
});

e2e('the address of an image shows that image', async () => {
  const page = await openRoom();
  const [id] = workstation.host.requireProject().store.imageList.ids({ classIds: [3] });
  await page.goto(`${workstation.door.origin}#/dataset/${id}`);
  await page.getByText('1 of 43').waitFor();
  await page.context().close();
});

e2e('many images change at once, and one word takes it back', async () => {
  const page = await openRoom();
  await cell(page, 1).click();
  await cell(page, 4).click({ modifiers: ['Shift'] });
  await cell(page, 6).click({ modifiers: ['ControlOrMeta'] });
  await page.getByText('5 images chosen').waitFor();
  await page.getByRole('button', { name: 'State', exact: true }).click();
  await page.getByRole('menuitem', { name: 'In progress' }).click();
  await page.getByText('5 images changed').waitFor();
  expect(stateCounts().get('in-progress')).toBe(5);
  await keepLooks(page, 'dataset-chosen');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => stateCounts().get('labelled')).toBe(43);

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('38 of 38').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('43 of 43').waitFor();
  await page.context().close();
});

e2e('the keys reach every image and choose it', async () => {
  const page = await openRoom();
  await cell(page, 0).focus();
  await page.keyboard.press('ArrowRight');
  await cell(page, 1).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Space');
  await page.getByText('1 image chosen').waitFor();
  await page.keyboard.press('End');
  await cell(page, 42).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.getByText('43 images chosen').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('43 images chosen').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Annotate' }).waitFor();
  await page.context().close();
});

e2e('a class is renamed, merged with a count of what changes, and brought back', async () => {
  const page = await openRoom();
  await page.getByRole('button', { name: 'Classes' }).click();
  const names = page.getByRole('textbox', { name: 'Name of the class' });
  await names.first().fill('Pore');
  await names.first().press('Tab');
  await filter(page, /^Pore/).waitFor();
  await page.getByRole('button', { name: 'More about Break' }).click();
  await page.getByRole('menuitem', { name: 'Merge into Crack' }).click();
  await page.getByText('images: 8', { exact: false }).waitFor();
  await keepLooks(page, 'dataset-classes');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect.poll(() => names.count()).toBe(4);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => names.count()).toBe(5);
  await page.context().close();
});

e2e('a split is made, its balance shown and no leak found', async () => {
  const page = await openRoom();
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  const train = page.getByRole('spinbutton', { name: 'Train' });
  await train.fill('70');
  await page.getByText('The shares sum to 90 %', { exact: false }).waitFor();
  await page.getByRole('spinbutton', { name: 'Validation' }).fill('20');
  await page.getByRole('dialog').getByRole('button', { name: 'Split', exact: true }).click();
  await page.getByText('No lot, part or near-duplicate', { exact: false }).waitFor();
  await keepLooks(page, 'dataset-split');
  await page.context().close();
});

e2e.each(['dark', 'light'] as const)('no finding of axe with images, %s', async (colorScheme) => {
  const page = await openRoom({ ...SMALL, colorScheme });
  await cell(page, 0).click();
  await page.getByText('1 image chosen').waitFor();
  await page.getByRole('heading', { name: 'Notes' }).waitFor();
  await keepLooks(page, `dataset-full-${colorScheme}`);
  const findings = await inspect(page, colorScheme);
  await page.getByRole('button', { name: 'Classes' }).click();
  findings.push(...(await inspect(page, `classes-${colorScheme}`)));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  findings.push(...(await inspect(page, `split-${colorScheme}`)));
  expect(findings).toEqual([]);
  await page.context().close();
});

e2e('nothing was complained about', () => {
  expect(workstation.complaints).toEqual([]);
});

e2e('an image that cannot be read says so in its place, and the others are shown', async () => {
  const page = await workstation.newPage(WIDE);
  let isFirst = true;
  await page.route('**/pixels/thumbnails/*', async (route) => {
    const mayPass = !isFirst;
    isFirst = false;
    await (mayPass ? route.continue() : route.fulfill({ status: 422, body: '' }));
  });
  await page.goto(`${workstation.door.origin}#/dataset`);
  await page.getByText('Cannot be read').waitFor();
  await expect.poll(() => page.locator('[role=gridcell] img').count()).toBeGreaterThan(10);
  await keepLooks(page, 'dataset-unreadable');
  await page.context().close();
});
