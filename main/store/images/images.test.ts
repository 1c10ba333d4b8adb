import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import { imageOf, newProject } from '../store.testing.ts';

test('an image comes back as it was added, and is found by its content and its path', async () => {
  const store = await newProject();
  const image = imageOf({
    ...{ view: 'top', lighting: 'dark field', bitDepth: 16, significantBits: 12, orientation: 6 },
    ...{
      path: 'Prüfung/漏检 1.png',
      scale: { pxPerMmX: 20, pxPerMmY: 10 },
      perceptualHash: '00ff00ff00ff00ff',
    },
  });
  const twin = imageOf({ contentHash: image.contentHash });
  store.images.add([image, twin]);
  expect(store.images.find(image.id)).toEqual(image);
  expect(store.images.findByPath('Prüfung/漏检 1.png')).toEqual(image);
  expect(store.images.withContent(image.contentHash)).toEqual([image, twin]);
  expect(store.images.perceptualHashes()).toEqual([{ id: image.id, perceptualHash: '00ff00ff00ff00ff' }]);
  await store.close();
});

test('images are added all or none', async () => {
  const store = await newProject();
  const image = imageOf();
  store.images.add([image]);
  expect(() => {
    store.images.add([imageOf(), imageOf({ path: image.path })]);
  }).toThrow(/in the project already/);
  expect(store.imageList.count({})).toBe(1);
  await store.close();
});

test('what is known later is set later, and only that', async () => {
  const store = await newProject();
  const image = imageOf({ view: 'top' });
  store.images.add([image]);
  const part = store.parts.named('0017', 'L1');
  expect(store.parts.named('0017', 'L1')).toEqual(part);
  store.images.place(image.id, { partId: part.id, scale: { pxPerMmX: 2, pxPerMmY: 2 } });
  expect(store.images.ofPart(part.id)).toEqual([
    { ...image, partId: part.id, scale: { pxPerMmX: 2, pxPerMmY: 2 } },
  ]);
  store.images.place(image.id, { view: null });
  expect(store.images.find(image.id)).toMatchObject({ view: null, partId: part.id });
  store.images.relink(image.id, '/elsewhere/a.png', 'referenced');
  expect(store.images.find(image.id)?.path).toBe('/elsewhere/a.png');
  expect(() => {
    store.images.relink(newId(), 'b.png', 'referenced');
  }).toThrow(/no such image/);
  await store.close();
});

test('notes stay in the order in which they were written', async () => {
  const store = await newProject();
  const image = imageOf();
  store.images.add([image]);
  const notes = ['first', 'second'].map((text) => ({
    ...{ id: newId(), imageId: image.id, author: 'Anna', text, writtenAt: 5 },
  }));
  notes.forEach((note) => {
    store.imageNotes.add(note);
  });
  expect(store.imageNotes.ofImage(image.id)).toEqual(notes);
  store.imageNotes.remove(notes[0].id);
  expect(store.imageNotes.ofImage(image.id)).toEqual([notes[1]]);
  await store.close();
});

test('of the regions of an image, those of the narrowest level count, zone by zone', async () => {
  const store = await newProject();
  const image = imageOf({ view: 'top' });
  store.images.add([image]);
  const rings = [[0, 0, 9, 0, 9, 9]];
  const regions = [
    { id: newId(), scope: { level: 'project' as const }, zone: null, rings },
    { id: newId(), scope: { level: 'project' as const }, zone: 'A', rings },
    { id: newId(), scope: { level: 'view' as const, view: 'top' }, zone: null, rings },
    { id: newId(), scope: { level: 'view' as const, view: 'side' }, zone: 'A', rings },
    { id: newId(), scope: { level: 'image' as const, imageId: image.id }, zone: 'B', rings },
  ];
  regions.forEach((region) => {
    store.regions.add(region);
  });
  expect(store.regions.list()).toEqual(regions);
  expect(new Set(store.regions.ofImage(image.id))).toEqual(new Set([regions[1], regions[2], regions[4]]));
  store.regions.remove(regions[2].id);
  expect(new Set(store.regions.ofImage(image.id))).toEqual(new Set([regions[0], regions[1], regions[4]]));
  await store.close();
});
