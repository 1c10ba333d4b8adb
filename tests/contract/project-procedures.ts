import { gathered } from '../../app/contract/events.ts';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Image } from '../../app/domain/image.ts';
import { png } from '../../main/images/images.testing.ts';
import { imageOf } from '../../main/store/store.testing.ts';
import type { Call } from './scene.ts';

/** The procedures of the application, the project and its images, in an order in which each finds what it needs. */
export const projectProcedures: Readonly<Record<string, Call>> = {
  'system.about': async ({ client }) => {
    expect(await client.system.about()).toMatchObject({ version: '0.0.0-test', node: process.version });
  },
  'system.acknowledge': async ({ client }) => {
    await client.system.acknowledge({ stream: 'none', read: 1 });
  },
  'settings.get': async ({ client }) => {
    const { settings, note } = await client.settings.get();
    expect([settings.theme, settings.person, note]).toEqual(['system', null, null]);
  },
  'settings.update': async ({ client }) => {
    const settings = await client.settings.update({ person: 'Berta', theme: 'dark', keys: { brush: 'Q' } });
    expect(settings).toMatchObject({ person: 'Berta', theme: 'dark', keys: { brush: 'Q' }, language: null });
    expect((await client.settings.get()).settings).toEqual(settings);
  },
  'formats.list': async ({ client }) => {
    expect(await client.formats.list()).toContainEqual({ name: 'coco', title: expect.any(String) as string });
  },
  'project.create': async (scene) => {
    const { client, folder, host } = scene;
    const place = path.join(folder, 'paint');
    const made = await client.project.create({ folder: place, classes: ['Dust', 'Scratch'] });
    expect(made).toMatchObject({ folder: place, access: { mode: 'write' }, project: { name: 'paint' } });
    scene.images = ['a', 'b', 'c'].map((name, n) => pictureIn(place, `${name}.png`, n));
    host.requireProject().store.images.add(scene.images);
  },
  'project.get': async ({ client }) => {
    expect(await client.project.get()).toMatchObject({ project: { name: 'paint' }, checkDue: false });
  },
  'project.rename': async ({ client }) => {
    await client.project.rename({ name: 'Hood paint' });
    expect((await client.project.get()).project.name).toBe('Hood paint');
  },
  'project.setScale': async ({ client }) => {
    const scale = { pxPerMmX: 10, pxPerMmY: 20 };
    await client.project.setScale({ scale });
    expect((await client.project.get()).project.scale).toEqual(scale);
  },
  'project.backUp': async ({ client }) => {
    const { file, kind } = await client.project.backUp();
    expect([kind, existsSync(file)]).toEqual(['asked', true]);
  },
  'project.backups': async ({ client }) => {
    expect((await client.project.backups()).map(({ kind }) => kind)).toContain('asked');
  },
  'project.check': async ({ client }) => {
    await client.project.check();
  },
  'project.changes': async ({ client }) => {
    const changes = await client.project.changes();
    const first = await changes.next();
    expect(first.value).toMatchObject({ changed: [] });
    await client.project.rename({ name: 'paint' });
    const second = await changes.next();
    expect(second.value).toMatchObject({ changed: [{ subject: 'project', ids: null }] });
    await changes.return();
  },
  'classes.list': async ({ client }) => {
    expect((await client.classes.list()).map(({ id, name }) => [id, name])).toEqual([
      [1, 'Dust'],
      [2, 'Scratch'],
    ]);
  },
  'classes.add': async ({ client }) => {
    expect(await client.classes.add({ name: 'Rundown' })).toMatchObject({ id: 3, key: '3' });
  },
  'classes.update': async ({ client, images }) => {
    const rundown = (await client.classes.list())[2];
    await client.classes.update({ ...rundown, guide: 'Below the edge', examples: [images[0].id] });
    expect((await client.classes.list())[2]).toMatchObject({
      guide: 'Below the edge',
      examples: [images[0].id],
    });
    await client.classes.update(rundown);
  },
  'classes.remove': async ({ client }) => {
    await client.classes.remove({ id: 3 });
    expect(await client.classes.list()).toHaveLength(2);
  },
  'classes.removed': async ({ client }) => {
    expect(await client.classes.removed()).toMatchObject([{ id: 3, name: 'Rundown', shownAs: 0 }]);
  },
  'classes.restore': async ({ client }) => {
    await client.classes.restore({ id: 3 });
    expect((await client.classes.list()).map(({ id }) => id)).toEqual([1, 2, 3]);
  },
  'images.page': async ({ client }) => {
    const order = { by: 'path', descending: true } as const;
    const page = await client.images.page({ filter: {}, order, offset: 1, limit: 1 });
    expect(page.map(({ path, state, tags }) => [path, state, tags])).toEqual([['b.png', 'unlabelled', []]]);
  },
  'images.count': async ({ client }) => {
    expect(await client.images.count({ filter: { text: 'a.p' } })).toBe(1);
  },
  'images.ids': async ({ client, images }) => {
    expect(await gathered(await client.images.ids({ filter: {} }))).toEqual(
      images.map(({ id }) => id).sort(),
    );
  },
  'images.find': async ({ client, images }) => {
    expect(await client.images.find({ imageId: images[0].id })).toEqual(images[0]);
  },
  'images.tag': async ({ client, images }) => {
    await client.images.tag({ imageIds: [images[0].id, images[1].id], tag: 'odd' });
    expect(await client.images.count({ filter: { tags: ['odd'] } })).toBe(2);
  },
  'images.untag': async ({ client, images }) => {
    await client.images.untag({ imageIds: [images[1].id], tag: 'odd' });
    expect(await gathered(await client.images.ids({ filter: { tags: ['odd'] } }))).toEqual([images[0].id]);
  },
  'images.facets': async ({ client }) => {
    const { count, states, tags } = await client.images.facets({ filter: {}, splitId: null });
    expect([count, states.get('unlabelled'), tags.get('odd')]).toEqual([3, 3, 1]);
  },
  'parts.named': async (scene) => {
    const part = await scene.client.parts.named({ name: '17', lot: 'L1' });
    expect(part).toMatchObject({ name: '17', lot: 'L1', verdict: null });
    scene.ids.part = part.id;
  },
  'parts.list': async ({ client, ids }) => {
    expect((await gathered(await client.parts.list())).map(({ id }) => id)).toEqual([ids.part]);
  },
  'parts.lots': async ({ client }) => {
    expect(await client.parts.lots()).toEqual(['L1']);
  },
  'parts.setVerdict': async ({ client, ids }) => {
    await client.parts.setVerdict({ partId: ids.part, verdict: 'ng' });
    expect((await gathered(await client.parts.list()))[0].verdict).toBe('ng');
  },
  'images.place': async ({ client, images, ids }) => {
    const placement = { partId: ids.part, view: 'top' };
    await client.images.place({ imageIds: [images[0].id, images[1].id], placement });
    expect(await client.images.find({ imageId: images[1].id })).toEqual({ ...images[1], ...placement });
  },
  'parts.images': async ({ client, images, ids }) => {
    const ofPart = await client.parts.images({ partId: ids.part });
    expect(ofPart.map(({ id }) => id)).toEqual([images[0].id, images[1].id].sort());
  },
  'images.setChannelOf': async ({ client, images }) => {
    await client.images.setChannelOf({ imageId: images[1].id, channelOf: images[0].id });
  },
  'images.channels': async ({ client, images }) => {
    const channels = await client.images.channels({ imageId: images[0].id });
    expect(channels.map(({ id }) => id)).toEqual([images[1].id]);
  },
  'images.addNote': async (scene) => {
    const { client, images } = scene;
    const note = await client.images.addNote({ imageId: images[0].id, text: 'Wiped since' });
    expect(note).toMatchObject({ author: 'Berta', text: 'Wiped since' });
    scene.ids.note = note.id;
  },
  'images.notes': async ({ client, images, ids }) => {
    expect((await client.images.notes({ imageId: images[0].id })).map(({ id }) => id)).toEqual([ids.note]);
  },
  'images.removeNote': async ({ client, images, ids }) => {
    await client.images.removeNote({ noteId: ids.note });
    expect(await client.images.notes({ imageId: images[0].id })).toEqual([]);
  },
  'images.remove': async ({ client, images }) => {
    await client.images.remove({ imageIds: [images[2].id] });
    expect(await gathered(await client.images.ids({ filter: {} }))).toEqual([images[0].id]);
  },
  'images.removed': async ({ client, images }) => {
    expect(await client.images.removed({ offset: 0, limit: 10 })).toEqual([images[2]]);
  },
  'images.restore': async ({ client, images }) => {
    await client.images.restore({ imageIds: [images[2].id] });
    expect(await client.images.count({ filter: {} })).toBe(2);
  },
  'images.purge': async ({ client, images, folder }) => {
    await client.images.remove({ imageIds: [images[1].id] });
    await client.images.purge({ imageIds: [images[1].id] });
    expect(await client.images.removed({ offset: 0, limit: 10 })).toEqual([]);
    expect(existsSync(path.join(folder, 'paint', images[1].path))).toBe(true);
  },
  'regions.add': async (scene) => {
    const rings = [[0, 0, 20, 0, 20, 30]];
    scene.region = await scene.client.regions.add({ scope: { level: 'project' }, zone: null, rings });
    expect(scene.region.rings).toEqual(rings);
  },
  'regions.list': async ({ client, region }) => {
    expect(await client.regions.list()).toEqual([region]);
  },
  'regions.ofImage': async ({ client, images, region }) => {
    expect(await client.regions.ofImage({ imageId: images[0].id })).toEqual([region]);
  },
  'regions.remove': async ({ client, region }) => {
    await client.regions.remove({ regionId: region.id });
    expect(await client.regions.list()).toEqual([]);
  },
};

/** An image of 40 x 30 px with a file. */
function pictureIn(folder: string, name: string, value: number): Image {
  const bytes = png(40, 30, (x) => (x + value) % 256);
  writeFileSync(path.join(folder, name), bytes);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return imageOf({ path: name, width: 40, height: 30, contentHash });
}
