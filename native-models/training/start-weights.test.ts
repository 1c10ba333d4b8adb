import { expect, test } from 'vitest';
import { Segmenter } from '../model/segmenter.ts';
import { random } from '../random.ts';
import type { Pretrained } from '../weights/pretrained.ts';
import { startWeights } from './start-weights.ts';

const decoderChannels = [8, 8, 8, 8];
const KINDS = ['background', 'scratch', 'crack', 'stain'];

function segmenter(inputChannels: number, classes: number): Segmenter {
  return new Segmenter({ encoder: 'compact', inputChannels, decoderChannels, classes });
}

const known = segmenter(1, KINDS.length);
const pretrained: Pretrained = {
  format: 'blemish-pretrained/1',
  classes: KINDS,
  decoderChannels,
  sha256: '',
  tensors: Object.fromEntries(
    known.parameters.all().map(({ name, variable, initialize }, index) => {
      const values = initialize(variable.shape, random(index)).map((value, at) => value + at / 1000);
      return [name, { shape: variable.shape, values }];
    }),
  ),
};

test('everything but the head is taken over as it is', () => {
  const model = segmenter(1, 3);
  const { values } = startWeights(model.parameters.all(), pretrained, ['background', 'Kratzer', 'Other']);
  for (const { name } of model.parameters.all()) {
    if (!name.startsWith('decoder.head.')) expect(values[name]).toEqual(pretrained.tensors[name].values);
  }
});

test('a head channel follows the kind that the class name tells of, or is the mean of all kinds', () => {
  const model = segmenter(1, 3);
  const { values, note } = startWeights(model.parameters.all(), pretrained, [
    'background',
    'Riss',
    'Class 7',
  ]);
  const before = pretrained.tensors['decoder.head.bias'].values;
  const after = values['decoder.head.bias'];
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toBe(before[2]);
  expect(after[2]).toBeCloseTo((before[1] + before[2] + before[3]) / 3, 6);
  const rows = pretrained.tensors['decoder.head.weight'].values;
  expect([...values['decoder.head.weight'].subarray(8, 16)]).toEqual([...rows.subarray(16, 24)]);
  expect(note).toContain('Riss from crack, Class 7 from all kinds');
});

test('a colour picture of three equal channels gives the stem what a gray one does', () => {
  const model = segmenter(3, 2);
  const { values } = startWeights(model.parameters.all(), pretrained, ['background', 'Scratch']);
  const gray = pretrained.tensors['encoder.stem.conv.weight'];
  const colour = values['encoder.stem.conv.weight'];
  const [outputs, places] = gray.shape;
  for (let output = 0; output < outputs; output++) {
    for (let place = 0; place < places; place++) {
      for (let tap = 0; tap < 9; tap++) {
        const shares = [0, 1, 2].map(
          (channel) => colour[((output * places + place) * 3 + channel) * 9 + tap],
        );
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(gray.values[(output * places + place) * 9 + tap], 5);
      }
    }
  }
});

test('a decoder of other channels starts from random, and the note says so', () => {
  const model = new Segmenter({
    encoder: 'compact',
    inputChannels: 1,
    decoderChannels: [16, 8, 8],
    classes: 2,
  });
  const { values, note } = startWeights(model.parameters.all(), pretrained, ['background', 'Scratch']);
  expect('decoder.stages.0.conv2.weight' in values).toBe(false);
  expect(note).toMatch(/\d+ of \d+ parameters do not fit and start from random/);
});
