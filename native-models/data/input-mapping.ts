import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { type DecodedImage } from './decode-image.ts';
import { type Raster } from './raster.ts';

/** Stored values at which the input is 0 and 1. */
const bounds = z
  .tuple([z.number().nonnegative(), z.number().positive()])
  .refine(([low, high]) => low < high, 'The low end of a range must be below its high end.');

/** How stored pixel values become a network's input; a model carries it as JSON. */
export const inputMappingSchema = z
  .strictObject({
    /** 1 to 6. */
    channels: z.int().min(1).max(6),
    significantBits: z.union([8, 10, 12, 14, 16].map((bits) => z.literal(bits))),
    /** 'full': 0 to 2^significantBits - 1; else [low, high] in stored values, per channel. */
    range: z.union([z.literal('full'), z.array(bounds)]),
    /** Per channel, of values 0..1. */
    mean: z.array(z.number()),
    deviation: z.array(z.number().positive()),
  })
  .refine(
    ({ channels, range, mean, deviation }) =>
      [mean, deviation, ...(range === 'full' ? [] : [range])].every((list) => list.length === channels),
    'Range, mean and deviation need one entry per channel.',
  );

export type InputMapping = Readonly<z.infer<typeof inputMappingSchema>>;

/** A mapping with the mean and deviation of ImageNet (brief section 7), their averages for other counts than 3. */
export function createInputMapping(
  channels: number,
  significantBits: number,
  range: InputMapping['range'] = 'full',
): InputMapping {
  const mean = channels === 3 ? [0.485, 0.456, 0.406] : Array<number>(channels).fill(0.449);
  const deviation = channels === 3 ? [0.229, 0.224, 0.225] : Array<number>(channels).fill(0.226);
  return inputMappingSchema.parse({ channels, significantBits, range, mean, deviation });
}

/**
 * The picture's values as 0..1 (clipped), in the mapping's channels: gray is repeated for three, RGB becomes luma
 * (ITU-R BT.601) for one. A picture of 8 bits under a mapping of more, or the reverse, is scaled full range to full
 * range.
 *
 * @throws {BlemishError} 'input' for any other mismatch of channels; the caller names the file.
 */
export function toRaster(image: DecodedImage, mapping: InputMapping): Raster {
  const { channels } = mapping;
  const source = matchChannels(image, channels);
  const stride = source.length / (image.width * image.height);
  const data = new Float32Array(image.width * image.height * channels);
  for (let channel = 0; channel < channels; channel++) {
    const { gain, offset } = scaleOf(image, mapping, channel);
    const first = stride === 1 ? 0 : channel;
    for (let from = first, to = channel; to < data.length; from += stride, to += channels) {
      data[to] = Math.min(1, Math.max(0, source[from] * gain + offset));
    }
  }
  return { width: image.width, height: image.height, channels, data };
}

/** Writes (value - mean) / deviation as planes [channels, height, width] into `target`, from `offset` on. */
export function normalizeInto(
  raster: Raster,
  mapping: InputMapping,
  target: Float32Array,
  offset: number,
): void {
  const { channels, data } = raster;
  const plane = raster.width * raster.height;
  for (let channel = 0; channel < channels; channel++) {
    const mean = mapping.mean[channel];
    const gain = 1 / mapping.deviation[channel];
    const start = offset + channel * plane;
    for (let pixel = 0, from = channel; pixel < plane; pixel++, from += channels) {
      target[start + pixel] = (data[from] - mean) * gain;
    }
  }
}

function matchChannels(image: DecodedImage, channels: number): DecodedImage['data'] | Float32Array {
  if (image.channels === channels || (image.channels === 1 && channels === 3)) return image.data;
  if (image.channels === 3 && channels === 1) return lumaOf(image.data);
  throw new BlemishError('input', {
    problem: `A picture has ${image.channels} channels where the model takes ${channels}`,
    remedy: 'Give pictures of the kind the model was trained on.',
  });
}

function lumaOf(rgb: DecodedImage['data']): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 3) {
    luma[pixel] = 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];
  }
  return luma;
}

function scaleOf(
  image: DecodedImage,
  mapping: InputMapping,
  channel: number,
): { gain: number; offset: number } {
  const fullScale = 2 ** mapping.significantBits - 1;
  const sameWidth = (image.bitsStored === 8) === (mapping.significantBits === 8);
  const imageScale = sameWidth ? fullScale : 2 ** image.significantBits - 1;
  const [low, high] = mapping.range === 'full' ? [0, fullScale] : mapping.range[channel];
  return { gain: fullScale / imageScale / (high - low), offset: -low / (high - low) };
}
