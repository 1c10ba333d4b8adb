// Against Albumentations 2.0.8 with known parameters: the values come from tests/goldens/augmentation.py.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadOpenCv } from '../opencv.ts';
import { brightnessContrast } from './brightness-contrast.ts';
import { clahe } from './clahe.ts';
import { coarseDropout } from './coarse-dropout.ts';
import { elastic, type ElasticParameters } from './elastic.ts';
import { horizontalFlip, transpose, verticalFlip } from './flip.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { rotation } from './rotation.ts';
import type { Picture, Transform } from './transform.ts';

interface EncodedPicture {
  width: number;
  height: number;
  channels: number;
  raster: string;
  labels: string;
}

interface Case<Parameters> {
  picture: string;
  parameters: Parameters;
  expected: EncodedPicture;
}

const cv = await loadOpenCv();
const pictures = golden('pictures') as Record<string, EncodedPicture>;
const noises = golden('noise') as Record<string, { x: string; y: string }>;

matchesAlbumentations('horizontal-flip', horizontalFlip, 0);
matchesAlbumentations('vertical-flip', verticalFlip, 0);
matchesAlbumentations('transpose', transpose, 0);
matchesAlbumentations('rotation', rotation, 1e-5);
matchesAlbumentations('brightness-contrast', brightnessContrast, 1e-6);
matchesAlbumentations('gaussian-blur', gaussianBlur, 1e-6);
matchesAlbumentations('coarse-dropout', coarseDropout, 0);
matchesAlbumentations('clahe', clahe, 1e-6);

test.each(elasticCases(({ alpha, sigma }) => alpha === 1 || sigma < 20))(
  'elastic of a $picture picture is that of Albumentations with the same noise',
  ({ picture, parameters, expected }) => {
    expectSame(elastic.apply(decode(pictures[picture]), parameters, cv), decode(expected), 1e-4);
  },
);

test.each(elasticCases(({ alpha, sigma }) => alpha > 1 && sigma >= 20))(
  'a wide and strong elastic of a $picture picture, smoothed on a small copy, is within a gray level',
  ({ picture, parameters, expected }) => {
    const result = elastic.apply(decode(pictures[picture]), parameters, cv);
    const wanted = decode(expected);
    const moved = result.labels.data.filter((id, index) => id !== wanted.labels.data[index]);
    expect(moved.length).toBeLessThanOrEqual(1);
    expectSame({ ...result, labels: wanted.labels }, wanted, 1 / 255);
  },
);

function matchesAlbumentations<Parameters>(
  name: string,
  transform: Transform<never, Parameters>,
  tolerance: number,
): void {
  test.each(golden(name) as Case<Parameters>[])(
    `${name} of a $picture picture is that of Albumentations, parameters $parameters`,
    ({ picture, parameters, expected }) => {
      const result = transform.apply(decode(pictures[picture]), parameters, cv);
      expectSame(result, decode(expected), tolerance);
    },
  );
}

function elasticCases(chosen: (parameters: ElasticParameters) => boolean): Case<ElasticParameters>[] {
  const cases = golden('elastic') as Case<Omit<ElasticParameters, 'noise'>>[];
  return cases
    .map((known) => {
      const { x, y } = noises[known.picture];
      return { ...known, parameters: { ...known.parameters, noise: { x: floats(x), y: floats(y) } } };
    })
    .filter(({ parameters }) => chosen(parameters));
}

function expectSame(actual: Picture, expected: Picture, tolerance: number): void {
  expect(actual.labels).toEqual(expected.labels);
  expect({ ...actual.raster, data: undefined }).toEqual({ ...expected.raster, data: undefined });
  const differences = actual.raster.data.map((value, index) => Math.abs(value - expected.raster.data[index]));
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
}

function decode({ width, height, channels, raster, labels }: EncodedPicture): Picture {
  return {
    raster: { width, height, channels, data: floats(raster) },
    labels: { width, height, data: bytes(labels) },
  };
}

function floats(base64: string): Float32Array {
  return new Float32Array(bytes(base64).buffer);
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

function golden(name: string): unknown {
  const file = new URL(`../../../tests/goldens/data/augmentation/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
