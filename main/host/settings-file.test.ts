import { chmod, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../app/settings/user-settings.ts';
import { SettingsFile } from './settings-file.ts';

const newFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'blemish-settings-'));

test('without a file the defaults count, and none is made', async () => {
  const folder = path.join(await newFolder(), 'not', 'there');
  const settings = await SettingsFile.open(folder);
  expect([settings.value, settings.note]).toEqual([DEFAULT_SETTINGS, null]);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test('what is chosen is there after the next start', async () => {
  const folder = path.join(await newFolder(), 'new');
  const settings = await SettingsFile.open(folder);
  await settings.update({ person: 'Berta', language: 'de' });
  await settings.update({ theme: 'dark' });
  const again = await SettingsFile.open(folder);
  expect(again.value).toEqual({ ...DEFAULT_SETTINGS, person: 'Berta', language: 'de', theme: 'dark' });
  expect(await readdir(folder)).toEqual(['settings.json']);
});

test('a file that lacks a value has its default', async () => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'settings.json'), '{"theme":"light"}');
  expect((await SettingsFile.open(folder)).value).toEqual({ ...DEFAULT_SETTINGS, theme: 'light' });
});

test.each([
  ['no JSON', '{"theme":'],
  ['another value', '{"theme":"pink"}'],
  ['an unknown name', '{"theme":"dark","colour":1}'],
  ['no object', '[]'],
  ['nothing', ''],
])('a file that holds %s is kept aside', async (_, text) => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'settings.json'), text);
  const settings = await SettingsFile.open(folder);
  const [aside, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(settings.value).toEqual(DEFAULT_SETTINGS);
  expect(settings.note).toContain(path.join(folder, aside));
  expect(await readFile(path.join(folder, aside), 'utf8')).toBe(text);
});

test('changes at the same time all count, also those of another program', async () => {
  const folder = await newFolder();
  const [one, other] = [await SettingsFile.open(folder), await SettingsFile.open(folder)];
  await Promise.all([one.update({ theme: 'dark' }), one.update({ person: 'Carl' })]);
  await other.update({ cacheMegabytes: 200 });
  expect((await SettingsFile.open(folder)).value).toMatchObject({
    ...{ theme: 'dark', person: 'Carl', cacheMegabytes: 200 },
  });
});

test('what is no setting changes nothing', async () => {
  const folder = await newFolder();
  const settings = await SettingsFile.open(folder);
  await expect(settings.update({ cacheMegabytes: 1 })).rejects.toThrow();
  await settings.update({ theme: 'dark' });
  expect(settings.value).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
});

test('the projects opened last are remembered, the newest first and each once', async () => {
  const settings = await SettingsFile.open(await newFolder());
  for (let n = 0; n < 25; n++) await settings.remember({ file: `/p${n % 22}`, name: `p${n}`, openedAt: n });
  const { recentProjects } = settings.value;
  expect(recentProjects).toHaveLength(20);
  expect(recentProjects.slice(0, 4).map(({ file }) => file)).toEqual(['/p2', '/p1', '/p0', '/p21']);
  await settings.forget('/p1');
  expect(settings.value.recentProjects.map(({ file }) => file)).not.toContain('/p1');
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written is told, and the value stays',
  async () => {
    const folder = await newFolder();
    const settings = await SettingsFile.open(folder);
    await chmod(folder, 0o500);
    await expect(settings.update({ theme: 'dark' })).rejects.toThrow('settings.json');
    expect(settings.value.theme).toBe('system');
  },
);
