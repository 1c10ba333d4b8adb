import { expect, test } from 'vitest';
import { parseSettings } from './parse-settings.ts';
import { DEFAULT_SETTINGS } from './training-settings.ts';

test('the defaults are those of the brief', () => {
  const { model, training, loss, data } = DEFAULT_SETTINGS;
  expect(model).toEqual({
    encoder: 'dinov2_vitb14',
    initial_weights: 'pretrained',
    encoder_frozen: true,
    skip_layers: [3, 7, 11],
    decoder_channels: [256, 128, 64],
    num_classes: 'data',
    input_channels: 'data',
    class_names: 'data',
  });
  expect(training).toEqual({
    batch_size: 8,
    num_epochs: 200,
    learning_rate: 0.00001,
    weight_decay: 0.01,
    warmup_epochs: 20,
    layer_decay: 1,
    gradient_clip: 1,
    accumulation_steps: 1,
    amp: true,
    gradient_checkpointing: false,
    seed: 0,
    steps_per_epoch: 'data',
    scheduler: { t_0: 'third', t_mult: 2, eta_min: 0.000001 },
    early_stopping: { enabled: true, patience: 5, min_delta: 0.001 },
    validate_every_epochs: 1,
    validation_samples: 3,
  });
  expect(loss).toEqual({
    dice_weight: 0.5,
    foreground_weight: 0,
    focal_weight: 0.5,
    focal_alpha: 0.25,
    focal_gamma: 2,
    class_weights: 'default',
    dice_smooth: 0.000001,
    dice_classes: 'all',
  });
  expect(data).toMatchObject({ image_size: 518, train_split: 0.8, val_split: 0.1, test_split: 0.1 });
});

test('the augmentations are those of brief section 7, with the defaults of Albumentations 2.0.8', () => {
  expect(DEFAULT_SETTINGS.data.augmentation).toEqual({
    horizontal_flip: { probability: 0.5 },
    vertical_flip: { probability: 0.3 },
    transpose: { probability: 0 },
    rotation: { probability: 0.5, limit_degrees: 15 },
    brightness_contrast: { probability: 0.5, brightness_limit: 0.2, contrast_limit: 0.2 },
    gaussian_blur: { probability: 0.3, kernel: [3, 7], sigma: [0.5, 3] },
    coarse_dropout: { probability: 0.3, holes: [1, 8], hole_height: [0.1, 0.2], hole_width: [0.1, 0.2] },
    elastic: { probability: 0.3, alpha: 1, sigma: 50 },
    clahe: { probability: 0.3, clip_limit: 2, tile_grid: 8 },
  });
});

test('nothing beyond the brief changes what the network sees or how it is applied', () => {
  expect(DEFAULT_SETTINGS.data).toEqual({
    image_size: 518,
    train_split: 0.8,
    val_split: 0.1,
    test_split: 0.1,
    scale_mode: 'resize',
    significant_bits: 'data',
    input_range: 'full',
    ignore_band_px: 0,
    sampling: {
      defect_crop_probability: 0,
      crop_scale: [1, 1],
      tile_scale: [1, 1],
      class_balanced: false,
    },
    augmentation: DEFAULT_SETTINGS.data.augmentation,
  });
  expect(DEFAULT_SETTINGS.inference).toEqual({
    tile_overlap: 0.25,
    flips: 'none',
    operating_point: {
      low_threshold: 0.3,
      threshold: 0.5,
      min_area_px: 1,
      per_class: {},
      choose_on_validation: false,
    },
  });
});

test('the configuration printed in brief section 8.2 is read as it stands', () => {
  const settings = parseSettings(BRIEF_8_2, 'brief.yaml');
  expect(settings).toEqual({
    ...DEFAULT_SETTINGS,
    model: { ...DEFAULT_SETTINGS.model, encoder_frozen: false, num_classes: 4 },
    loss: { ...DEFAULT_SETTINGS.loss, class_weights: [0.3, 3, 1.5, 1.5] },
  });
});

const BRIEF_8_2 = `
model:
  encoder: "dinov2_vitb14"
  encoder_frozen: false
  skip_layers: [3, 7, 11]
  decoder_channels: [256, 128, 64]
  num_classes: 4  # Background + 3 defect classes

training:
  batch_size: 8
  num_epochs: 200
  learning_rate: 0.00001
  weight_decay: 0.01
  warmup_epochs: 20
  gradient_clip: 1.0

loss:
  dice_weight: 0.5
  focal_weight: 0.5
  focal_alpha: 0.25
  focal_gamma: 2.0
  class_weights: [0.3, 3.0, 1.5, 1.5]

data:
  image_size: 518
  train_split: 0.8
  val_split: 0.1
  test_split: 0.1
`;
