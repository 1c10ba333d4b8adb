import { expect, test } from 'vitest';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { DatasetItem } from './dataset.ts';
import { requireTrainable } from './require-trainable.ts';
import type { Subset } from '../../app/domain/split.ts';

const CLASSES = ['background', 'Crack', 'Pit'];

type Model = Pick<TrainingSettings['model'], 'num_classes' | 'class_names'>;

function require(classes: string[], items: DatasetItem[], model: Partial<Model> = {}): void {
  requireTrainable(
    { splitFile: 'split.csv', classes, items, notes: [] },
    { num_classes: 'data', class_names: 'data', ...model },
  );
}

test.each<Partial<Model>>([{}, { num_classes: 3 }, { class_names: CLASSES }])(
  'a data set with a defect in train passes, settings %j',
  (model) => {
    require(CLASSES, [item([1])], model);
  },
);

test.each<[string, string[], DatasetItem[], string]>([
  [
    'no train rows',
    CLASSES,
    [item([1], 'test')],
    'No picture is in the train subset. Give some rows of the split file the split train.',
  ],
  [
    'no defect in train',
    CLASSES,
    [item([0])],
    'No train picture has a labelled defect (Crack, Pit). Check the masks: ',
  ],
  ['the background alone', ['background'], [item([0])], 'There is one class only, the background: '],
])('%s is refused with the split file', (_, classes, items, line) => {
  expect(() => {
    require(classes, items);
  }).toThrow(`split.csv: ${line}`);
});

test.each<[Partial<Model>, string]>([
  [
    { num_classes: 4 },
    'The data set has 3 classes (background, Crack, Pit), model.num_classes is 4. ' +
      'Set model.num_classes to 3 or to data, or name all classes in model.class_names.',
  ],
  [
    { class_names: ['background', 'Pit', 'Crack'] },
    'The data set was read with 3 classes (background, Crack, Pit), model.class_names is background, Pit, Crack. ',
  ],
])('settings that ask for other classes are refused: %j', (model, line) => {
  expect(() => {
    require(CLASSES, [item([1])], model);
  }).toThrow(`split.csv: ${line}`);
});

function item(classIds: number[], subset: Subset = 'train'): DatasetItem {
  return {
    name: 'a.png',
    imagePath: 'a.png',
    maskPath: null,
    maskReading: { kind: 'indexed' },
    regionPath: null,
    zonesPath: null,
    scale: null,
    lot: null,
    subset,
    className: null,
    group: 'a',
    width: 1,
    height: 1,
    channels: 1,
    bitsStored: 8,
    significantBits: 8,
    classPixels: CLASSES.map((_, classId) => (classIds.includes(classId) ? 1 : 0)),
    ignoredPixels: 0,
  };
}
