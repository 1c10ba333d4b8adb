import sharp from 'sharp';
import type { Rgb } from '../../../app/domain/class-colours.ts';
import type { Raster } from '../../data/raster.ts';

/** An 8-bit RGB picture to draw on. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Canvas pixels per picture pixel, a whole number. */
  readonly zoom: number;
  /** How many times as thick as on a small picture lines and letters are, a whole number. */
  readonly weight: number;
  /** Interleaved [height, width, 3]. */
  readonly data: Uint8Array;
}

/** Pictures smaller than this are enlarged towards it, so that letters find room, px. */
const COMFORTABLE_SIDE = 800;
const LARGEST_ZOOM = 4;

/** Above this (geometric mean of the sides, px) a picture is seen reduced: lines and letters grow with it. */
const SEEN_WHOLE = 1200;

/** A picture (values 0..1) to draw on: three channels as RGB, any other count by its first as gray. */
export async function createCanvas(picture: Raster): Promise<Canvas> {
  const { width, height } = picture;
  const zoom = Math.min(LARGEST_ZOOM, Math.max(1, Math.floor(COMFORTABLE_SIDE / Math.max(width, height))));
  const weight = Math.max(1, Math.round(Math.sqrt(width * height) / SEEN_WHOLE));
  const data = await enlarge(toRgb(picture), width, height, zoom);
  return { width: width * zoom, height: height * zoom, zoom, weight, data };
}

/** Lays a colour over one pixel; `opacity` is 0..1. */
export function tint({ data }: Canvas, pixel: number, colour: Rgb, opacity: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const at = 3 * pixel + channel;
    data[at] = Math.round(data[at] + (colour[channel] - data[at]) * opacity);
  }
}

export async function encodeCanvas({ width, height, data }: Canvas): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .png()
    .toBuffer();
}

function toRgb({ width, height, channels, data }: Raster): Uint8Array {
  const rgb = new Uint8Array(3 * width * height);
  const [red, green, blue] = channels === 3 ? [0, 1, 2] : [0, 0, 0];
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
    rgb[to] = Math.round(255 * data[from + red]);
    rgb[to + 1] = Math.round(255 * data[from + green]);
    rgb[to + 2] = Math.round(255 * data[from + blue]);
  }
  return rgb;
}

async function enlarge(rgb: Uint8Array, width: number, height: number, zoom: number): Promise<Uint8Array> {
  if (zoom === 1) return rgb;
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize(width * zoom, height * zoom, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer();
}
