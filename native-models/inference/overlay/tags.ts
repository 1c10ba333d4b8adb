import sharp from 'sharp';
import { classColour, type Rgb } from '../../../app/domain/class-colours.ts';
import type { Box } from '../../../app/mask/component-shape.ts';
import type { Instance } from '../../../app/metrics/operating-point.ts';
import { type Canvas, tint } from './canvas.ts';
import { outlineReach } from './contours.ts';
import { placeTag } from './place-tag.ts';

const PLATE: Rgb = [22, 23, 25];
const PLATE_OPACITY = 0.82;
const LETTERS: Rgb = [255, 255, 255];
const FONT_PX = 13;
const HEIGHT_PX = 18;
const PADDING_PX = 4;
const SWATCH_PX = 8;
const DISTANCE_PX = 2;

/** More would hide the picture: the rest keep their contours, and the record lists them all. */
const MOST_TAGS = 40;

/** Names instances beside them, the surest first, with their scores; one that finds no room is left out. */
export async function drawTags(
  canvas: Canvas,
  instances: readonly Instance[],
  classes: readonly string[],
): Promise<void> {
  const outlines = instances.map(({ box }) => outlineOf(box, canvas));
  const placed: Box[] = [];
  const surest = instances.toSorted((a, b) => b.score - a.score).slice(0, MOST_TAGS);
  for (const { box, classId, score } of surest) {
    const letters = await renderText(`${classes[classId]} ${score.toFixed(2)}`, FONT_PX * canvas.weight);
    const place = placeTag(tagSize(letters, canvas), outlineOf(box, canvas), canvas, placed, outlines);
    if (place === undefined) continue;
    placed.push(place);
    drawTag(canvas, place, letters, classColour(classId));
  }
}

/** The opacity of each pixel of a line of text, 0..255. */
interface Letters {
  readonly width: number;
  readonly height: number;
  readonly opacity: Uint8Array;
}

async function renderText(text: string, fontPx: number): Promise<Letters> {
  const { data, info } = await sharp({
    text: { text: escapeMarkup(text), font: `sans ${fontPx}`, dpi: 72, rgba: true },
  })
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, opacity: data };
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** What an instance and its outline cover, canvas px. */
function outlineOf({ x, y, width, height }: Box, canvas: Canvas): Box {
  const margin = outlineReach(canvas) + DISTANCE_PX * canvas.weight;
  return {
    x: x * canvas.zoom - margin,
    y: y * canvas.zoom - margin,
    width: width * canvas.zoom + 2 * margin,
    height: height * canvas.zoom + 2 * margin,
  };
}

function tagSize(letters: Letters, { weight }: Canvas): { width: number; height: number } {
  return {
    width: letters.width + (3 * PADDING_PX + SWATCH_PX) * weight,
    height: Math.max(HEIGHT_PX * weight, letters.height + PADDING_PX * weight),
  };
}

function drawTag(canvas: Canvas, place: Box, letters: Letters, colour: Rgb): void {
  const padding = PADDING_PX * canvas.weight;
  const swatch = SWATCH_PX * canvas.weight;
  fillBox(canvas, place, PLATE, PLATE_OPACITY);
  const swatchTop = place.y + Math.floor((place.height - swatch) / 2);
  fillBox(canvas, { x: place.x + padding, y: swatchTop, width: swatch, height: swatch }, colour, 1);
  const left = place.x + 2 * padding + swatch;
  const top = place.y + Math.floor((place.height - letters.height) / 2);
  for (let row = 0, at = 0; row < letters.height; row++) {
    for (let column = 0; column < letters.width; column++, at++) {
      tint(canvas, (top + row) * canvas.width + left + column, LETTERS, letters.opacity[at] / 255);
    }
  }
}

function fillBox(canvas: Canvas, { x, y, width, height }: Box, colour: Rgb, opacity: number): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      tint(canvas, row * canvas.width + column, colour, opacity);
    }
  }
}
