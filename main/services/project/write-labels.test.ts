import { v7 as newId } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { drawn, rowsOf } from '../../../app/mask/label-map.testing.ts';
import { decodeRuns, encodeRuns } from '../../../app/mask/run-length-code.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { imageOf, newProject } from '../../store/store.testing.ts';
import { type LabelMode, writeLabels } from './write-labels.ts';

async function project(): Promise<{
  store: ProjectStore;
  write: (mode: LabelMode, ...rows: string[]) => boolean;
  rows: () => string[];
}> {
  const store = await newProject();
  onTestFinished(() => store.close());
  const image = imageOf({ width: 4, height: 2 });
  store.images.add([image]);
  const clientId = newId();
  let sequence = 0;
  return {
    store,
    write: (mode, ...rows) =>
      writeLabels(store, image.id, encodeRuns(drawn(...rows)), {
        ...{ clientId, sequence: sequence++, mode, tool: 'import', user: 'Anna' },
      }),
    rows: () => rowsOf(decodeRuns(store.labelMaps.read(store.annotations.ofImage(image.id)[0].id))),
  };
}

test('merged labels keep what the new ones leave as background, replaced ones do not', async () => {
  const { write, rows } = await project();
  expect(write('merge', '11..', '....')).toBe(true);
  expect(write('merge', '.2..', '..2.')).toBe(true);
  expect(rows()).toEqual(['12..', '..2.']);
  expect(write('replace', '...1', '....')).toBe(true);
  expect(rows()).toEqual(['...1', '....']);
});

test('the same labels again change nothing, not even a review', async () => {
  const { store, write } = await project();
  write('merge', '11..', '....');
  const [{ id, imageId }] = store.annotations.ofImage(store.imageList.ids({})[0]);
  store.annotations.approve(id, 'Ben');
  const before = store.annotations.ofImage(imageId);
  expect(write('merge', '11..', '....')).toBe(false);
  expect(write('replace', '11..', '....')).toBe(false);
  expect(store.annotations.ofImage(imageId)).toEqual(before);
});

test('an empty map says that there is no defect; an import can be taken back', async () => {
  const { store, write, rows } = await project();
  expect(write('merge', '....', '....')).toBe(true);
  expect(store.imageList.count({ states: ['labelled'] })).toBe(1);
  write('merge', '2...', '....');
  const [{ id, revision }] = store.annotations.ofImage(store.imageList.ids({})[0]);
  store.journal.undo({
    ...{ annotationId: id, baseRevision: revision, clientId: newId(), sequence: 0 },
    ...{ madeBy: 'Anna', madeAt: 1, tool: 'undo', runId: null },
  });
  expect(rows()).toEqual(['....', '....']);
});

test('labels of another size are refused', async () => {
  const { write } = await project();
  expect(() => write('merge', '11')).toThrow('Its labels are 2x1 px, the image is 4x2 px');
});
