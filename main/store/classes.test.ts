import { expect, test } from 'vitest';
import { imageOf, newProject } from './store.testing.ts';

test('classes have ids from 1, colours of their own, and keys', async () => {
  const store = await newProject();
  expect(store.classes.list()).toMatchObject([
    { id: 1, name: 'Dust', order: 0, colour: '#e69f00', key: '1', bridgePx: 0 },
    { id: 2, name: 'Scratch', order: 1, colour: '#56b4e9', key: '2', bridgePx: 0 },
  ]);
  await store.close();
});

test('an id is not given again after its class is removed; its name is free', async () => {
  const store = await newProject();
  store.removedClasses.remove(2, false);
  expect(store.classes.add('Scratch')).toMatchObject({ id: 3, order: 1 });
  expect(store.classes.list().map(({ id }) => id)).toEqual([1, 3]);
  await store.close();
});

test('no two classes have one name', async () => {
  const store = await newProject();
  expect(() => store.classes.add('Dust')).toThrow(/A class of this name exists/);
  await store.close();
});

test('everything but the id can be changed, with examples in their order', async () => {
  const store = await newProject();
  const images = [imageOf(), imageOf()];
  store.images.add(images);
  const [dust] = store.classes.list();
  const examples = [images[1].id, images[0].id];
  const changed = {
    ...dust,
    name: 'Staub',
    colour: '#102030',
    key: 'd',
    guide: 'Small',
    bridgePx: 2.5,
    examples,
  };
  store.classes.update(changed);
  expect(store.classes.list()[0]).toEqual(changed);
  await store.close();
});

test('the 255th class is refused', async () => {
  const store = await newProject();
  store.change(() => {
    for (let id = 3; id <= 254; id++) store.classes.add(`class ${id}`);
  });
  expect(() => store.classes.add('one more')).toThrow(/ids are used up/);
  expect(store.classes.list()).toHaveLength(254);
  await store.close();
});
