import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { parseSettings } from './parse-settings.ts';
import { DEFAULT_SETTINGS } from './training-settings.ts';

describe('a file', () => {
  test.each(['', '# nothing but a comment\n', '{}'])('that says nothing leaves the defaults: %j', (text) => {
    expect(parseSettings(text, 'run.yaml')).toEqual(DEFAULT_SETTINGS);
  });

  test('changes only the keys it names', () => {
    const text = 'training:\n  scheduler:\n    t_mult: 3\n';
    const { training } = parseSettings(text, 'run.yaml');
    expect(training).toEqual({
      ...DEFAULT_SETTINGS.training,
      scheduler: { t_0: 'third', t_mult: 3, eta_min: 1e-6 },
    });
  });

  test('overrides a base key by key, and its lists as a whole', () => {
    const base = parseSettings(
      'data: {sampling: {crop_scale: [0.4, 0.9], class_balanced: true}}',
      'base.yaml',
    );
    const settings = parseSettings('data: {sampling: {crop_scale: [0.5, 1]}}', 'run.yaml', base);
    expect(settings.data.sampling).toEqual({
      defect_crop_probability: 0,
      crop_scale: [0.5, 1],
      tile_scale: [1, 1],
      class_balanced: true,
    });
  });

  test('may leave the base as it was', () => {
    const before = structuredClone(DEFAULT_SETTINGS);
    parseSettings('training: {seed: 7}\ndata: {sampling: {crop_scale: [0.5, 1]}}', 'run.yaml');
    expect(DEFAULT_SETTINGS).toEqual(before);
  });

  test('may begin with a byte order mark and end its lines as Windows does', () => {
    expect(parseSettings('\uFEFFtraining:\r\n  seed: 7\r\n', 'run.yaml').training.seed).toBe(7);
  });
});

describe('refuses', () => {
  test.each([
    // Not YAML, or more than a configuration needs.
    ['training:\n  seed: [1\n', 3, 'this is not YAML'],
    ['training:\n\tseed: 1\n', 2, 'Tabs are not allowed'],
    ['model: {}\ntraining:\n  seed: 1\n  seed: 2\n', 4, 'the key seed is given twice'],
    ['model: {}\n---\nmodel: {}\n', 2, 'a second document begins'],
    ['training:\n  seed: !!binary AAAA\n', 2, 'Unresolved tag'],
    ['model: &m {}\n', 1, 'anchors and aliases are not read'],
    ['\ntraining:\n  seed: *nowhere\n', 3, 'anchors and aliases are not read'],
    ['model: {}\n? [a, b]\n: 1\n', 2, 'a key must be a word'],
    // Unknown keys.
    ['trainig:\n  seed: 1\n', 1, 'unknown key trainig (did you mean training?)'],
    [
      'training:\n  early_stopping:\n    patients: 3\n',
      3,
      'unknown key training.early_stopping.patients (did you mean patience?)',
    ],
    ['training:\n  image_size: 518\n', 2, 'unknown key training.image_size (did you mean data.image_size?)'],
    [
      'loss:\n  colour: red\n',
      2,
      'unknown key loss.colour (known here: dice_weight, foreground_weight, focal_weight,',
    ],
    ['model: {}\n__proto__: {seed: 1}\n', 2, 'unknown key __proto__ (known here: model, training,'],
    ['"constructor": 1\n', 1, 'unknown key constructor'],
    ['7: 1\n', 1, 'unknown key 7'],
    [
      'inference:\n  operating_point:\n    per_class:\n      Crack:\n        treshold: 0.4\n',
      5,
      'unknown key inference.operating_point.per_class.Crack.treshold (did you mean threshold?)',
    ],
    // Wrong types and values.
    ['- training\n', 1, 'the file must be a group of keys, not ["training"]'],
    ['model: {}\ntraining:\n', 2, 'training must be a group of keys, not empty'],
    ['training:\n  learning_rate: fast\n', 2, 'training.learning_rate must be a number above 0, not "fast"'],
    ['training:\n  learning_rate: .nan\n', 2, 'training.learning_rate must be a number above 0, not NaN'],
    ['training:\n  learning_rate: 0\n', 2, 'training.learning_rate must be a number above 0, not 0'],
    [
      'training:\n  batch_size: 1.5\n',
      2,
      'training.batch_size must be a whole number of at least 1, not 1.5',
    ],
    ['training:\n  seed: -1\n', 2, 'training.seed must be a whole number of at least 0, not -1'],
    ['training:\n  amp: yes\n', 2, 'training.amp must be true or false, not "yes"'],
    [
      'training:\n  scheduler:\n    t_0: half\n',
      3,
      'training.scheduler.t_0 must be third, all or a whole number',
    ],
    ['model:\n  encoder: resnet\n', 2, 'model.encoder must be compact or dinov2_vitb14, not "resnet"'],
    ['model:\n  num_classes: 1\n', 2, 'model.num_classes must be a whole number from 2 to 255, not 1'],
    ['model:\n  skip_layers: [7, 3, 11]\n', 2, 'model.skip_layers must be a list of three encoder blocks'],
    ['model:\n  skip_layers: [3, 7]\n', 2, 'model.skip_layers must be a list of three encoder blocks'],
    [
      'model:\n  skip_layers:\n    - 3\n    - 7\n    - 12\n',
      5,
      'model.skip_layers.2 must be a whole number from 0 to 11',
    ],
    ['model:\n  decoder_channels: [64, 32]\n', 2, 'model.decoder_channels must be a list of three'],
    [
      'model:\n  class_names: [dust, dust]\n',
      2,
      'model.class_names must be data or a list of different names',
    ],
    ['loss:\n  class_weights: [1, 0]\n', 2, 'loss.class_weights.1 must be a number above 0, not 0'],
    ['loss:\n  dice_classes: some\n', 2, 'loss.dice_classes must be all or present, not "some"'],
    ['data:\n  train_split: 1.2\n', 2, 'data.train_split must be a number above 0 and at most 1, not 1.2'],
    [
      'data:\n  input_range:\n    low_percentile: 2\n',
      2,
      'data.input_range must be full or the keys low_percentile',
    ],
    [
      'data:\n  input_range: {low_percentile: 9, high_percentile: 2}\n',
      2,
      'data.input_range must be full or the keys low_percentile below high_percentile',
    ],
    ['data:\n  sampling:\n    crop_scale: [0.9, 0.4]\n', 3, 'the lower one first, not [0.9,0.4]'],
    [
      'data:\n  augmentation:\n    gaussian_blur:\n      kernel: [3, 6]\n',
      4,
      'kernel must be a list of two odd numbers',
    ],
    [
      'inference:\n  tile_overlap: 0.6\n',
      2,
      'inference.tile_overlap must be a number from 0 to 0.5, not 0.6',
    ],
    // Keys that contradict each other.
    ['training:\n  num_epochs: 10\n', 2, 'training.warmup_epochs must be below num_epochs (10), not 20'],
    [
      'training:\n  num_epochs: 10\n  warmup_epochs: 10\n',
      3,
      'training.warmup_epochs must be below num_epochs (10)',
    ],
    [
      'training:\n  learning_rate: 1e-7\n',
      2,
      'training.scheduler.eta_min must be at most learning_rate (1e-7)',
    ],
    [
      'data:\n  val_split: 0.2\n',
      2,
      'data.train_split must sum to 1 with val_split and test_split, not to 1.1',
    ],
    [
      'model:\n  encoder: compact\n',
      2,
      'data.image_size must be a multiple of 32 for the encoder compact, not 518',
    ],
    [
      'data:\n  image_size: 512\n',
      2,
      'data.image_size must be a multiple of 14 for the encoder dinov2_vitb14, not 512',
    ],
    [
      'model:\n  num_classes: 3\n  class_names: [good, bad]\n',
      3,
      'model.class_names must hold as many names as num_classes (3), not 2',
    ],
    [
      'model:\n  num_classes: 3\nloss:\n  class_weights: [1, 1]\n',
      4,
      'loss.class_weights must hold one weight for each of 3 classes, not 2',
    ],
    [
      'loss:\n  dice_weight: 0\n  focal_weight: 0\n',
      2,
      'loss.dice_weight must be above 0 where focal_weight is 0',
    ],
    [
      'inference:\n  operating_point:\n    threshold: 0.2\n',
      3,
      'inference.operating_point.low_threshold must be at most threshold (0.2), not 0.3',
    ],
    [
      'inference:\n  operating_point:\n    per_class:\n      Crack: {threshold: 0.1}\n',
      4,
      'inference.operating_point.per_class.Crack.low_threshold must be at most threshold (0.1), not 0.3',
    ],
    [
      'model:\n  class_names: [good, Fray]\ninference:\n  operating_point:\n    per_class:\n      Crack: {}\n',
      6,
      'inference.operating_point.per_class.Crack must be one of class_names (good, Fray)',
    ],
  ])('%j', (text, line, reason) => {
    const error = refusalOf(text);
    expect(error).toMatchObject({ kind: 'input', subject: 'run.yaml' });
    expect(error.message).toMatch(/^run\.yaml: /);
    expect(error.message).toContain(`line ${line}: `);
    expect(error.message).toContain(reason);
  });

  test('everything that is wrong at once, a line each, in the order of the file', () => {
    const error = refusalOf('loss:\n  alpha: 1\ntraining:\n  batch_size: 0\n  seed: x\n');
    expect(error.message.split('\n').map((line) => line.trim().slice(0, 7))).toEqual([
      'run.yam',
      'line 2:',
      'line 4:',
      'line 5:',
    ]);
  });

  test('a hundred mistakes with the first ten', () => {
    const text = Array.from({ length: 100 }, (_, index) => `key${index}: 1\n`).join('');
    const lines = refusalOf(text).message.split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toContain('and 90 more');
  });

  test('aliases that would grow to fill the memory', () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `k${index + 1}: &k${index + 1} [*k${index}, *k${index}]\n`,
    );
    expect(refusalOf(`k0: &k0 [x]\n${levels.join('')}`).message).toContain(
      'anchors and aliases are not read',
    );
  });

  test('groups nested without end', () => {
    expect(refusalOf('['.repeat(20_000)).message).toContain('nested too deeply');
  });

  test('a file that is no configuration by its size', () => {
    expect(refusalOf('#'.repeat(100_000)).message).toContain('too long for a training configuration');
  });

  test('without repeating a long value in full', () => {
    expect(refusalOf(`training:\n  seed: ${'x'.repeat(10_000)}\n`).message.length).toBeLessThan(300);
  });
});

test('whatever the text, the answer is settings or a BlemishError', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FRAGMENTS)), (fragments) => {
      try {
        parseSettings(fragments.join(''), 'run.yaml');
      } catch (error) {
        expect(error).toBeInstanceOf(BlemishError);
      }
    }),
  );
});

const FRAGMENTS = [
  ...[
    'model',
    'training',
    'seed',
    '__proto__',
    '7',
    '3.5',
    '"',
    "'",
    '\n',
    '\n  ',
    '\t',
    ': ',
    '- ',
    '? ',
    '&a ',
  ],
  ...[
    '*a',
    '!!str ',
    '!x ',
    '%YAML 1.1\n',
    '---\n',
    '<<',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '#',
    '\0',
    '\uD800',
  ],
];

function refusalOf(text: string): BlemishError {
  try {
    parseSettings(text, 'run.yaml');
  } catch (error) {
    if (error instanceof BlemishError) return error;
    throw error;
  }
  throw new Error('the settings were read');
}
