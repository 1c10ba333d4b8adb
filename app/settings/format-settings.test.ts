import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSettings } from './format-settings.ts';
import { parseSettings } from './parse-settings.ts';
import { DEFAULT_SETTINGS, trainingSettingsSchema } from './training-settings.ts';
import type { TrainingSettings } from './training-settings.ts';

test('what is written is read back as it was', () => {
  fc.assert(
    fc.property(settingsArbitrary(), (settings) => {
      expect(parseSettings(formatSettings(settings), 'run.yaml')).toEqual(settings);
    }),
  );
});

test('lists are written on one line', () => {
  expect(formatSettings(DEFAULT_SETTINGS)).toContain('  skip_layers: [3, 7, 11]\n');
});

/** Configurations that differ from the defaults in keys of every kind: numbers, words, lists, names and groups. */
function settingsArbitrary(): fc.Arbitrary<TrainingSettings> {
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  const names = fc.uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...AWKWARD_NAMES)), {
    minLength: 2,
    maxLength: 5,
  });
  const values = fc.record({
    names,
    learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    decay: fc.double({ min: 0, max: 1e300, noNaN: true }),
    seed: fc.maxSafeNat(),
    cycle: fc.oneof(fc.constantFrom('third', 'all'), fc.integer({ min: 1, max: 99 })),
    weight: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    bounds: fc.tuple(share, share).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
    inputRange: fc.constantFrom('full', { low_percentile: 0.5, high_percentile: 99.5 }),
    amp: fc.boolean(),
  });
  return values.map(({ names, learningRate, decay, seed, cycle, weight, bounds, inputRange, amp }) =>
    trainingSettingsSchema.parse({
      model: { class_names: names, num_classes: names.length },
      training: { learning_rate: learningRate, weight_decay: decay, seed, amp, scheduler: { t_0: cycle } },
      loss: { class_weights: names.map(() => weight) },
      data: { input_range: inputRange, sampling: { crop_scale: bounds } },
      inference: {
        operating_point: {
          per_class: Object.fromEntries([[names[1], { low_threshold: bounds[0], threshold: bounds[1] }]]),
        },
      },
    }),
  );
}

const AWKWARD_NAMES = [
  'no',
  'null',
  '~',
  '1',
  '0x1F',
  '1e3',
  '- a',
  'a: b',
  '#x',
  '&a',
  '*a',
  '!t',
  'a\nb',
  ' a ',
  '[',
  '%',
];
