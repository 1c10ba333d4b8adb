import { BlemishError } from '../../domain/errors.ts';
import { type Point, stamp } from '../../mask/brush.ts';
import { SpanWriter } from '../../mask/span-writer.ts';
import type { Spans } from '../../mask/spans.ts';
import { decodeBase64 } from '../base64.ts';
import type { Size } from '../named-pictures.ts';
import { outlineSpans } from '../outline-spans.ts';
import { decodePng } from '../png/decode-png.ts';
import type { LabelmeShape } from './labelme-file.ts';

/** What a shape covers of a picture, or why it covers nothing, as a sentence. */
type ShapeArea = Spans | string;

/**
 * The pixels of a shape: those whose centres lie inside, or those of its mask.
 * @throws {BlemishError} 'input' where points or mask are not as the type of the shape needs them
 */
export async function shapeSpans(shape: LabelmeShape, size: Size, subject: string): Promise<ShapeArea> {
  const { points, shape_type } = shape;
  switch (shape_type ?? 'polygon') {
    case 'polygon':
    case 'oriented_rectangle':
      if (points.length < 3) return 'A polygon of fewer than three points is left out';
      return outlineSpans(points.flat(), size, subject);
    case 'rectangle':
      return outlineSpans(rectangleOf(points, subject), size, subject);
    case 'circle':
      return disc(points, size, subject);
    case 'mask':
      return maskSpans(shape, size, subject);
    case 'line':
    case 'linestrip':
      return 'A line has no area and is left out';
    case 'point':
    case 'points':
      return 'A point has no area and is left out';
    default:
      return 'A shape of an unknown type is left out';
  }
}

/** Two opposite corners, or all four. */
function rectangleOf(points: LabelmeShape['points'], subject: string): number[] {
  if (points.length === 4) return points.flat();
  const [[x0, y0], [x1, y1]] = twoPoints(points, 'rectangle', subject);
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}

/** The centre and a point of the rim. */
function disc(points: LabelmeShape['points'], { width, height }: Size, subject: string): Spans {
  const [[x, y], [rimX, rimY]] = twoPoints(points, 'circle', subject);
  const radiusPx = Math.hypot(rimX - x, rimY - y);
  const centre: Point = { x, y };
  return stamp({ shape: 'disc', radiusPx }, centre, width, height);
}

/** A PNG of the pixels between two corners, both included. */
async function maskSpans({ points, mask }: LabelmeShape, size: Size, subject: string): Promise<Spans> {
  const [[x0, y0], [x1, y1]] = twoPoints(points, 'mask', subject).map(([x, y]) => [
    Math.trunc(x),
    Math.trunc(y),
  ]);
  const bytes = decodeBase64(mask ?? '');
  if (bytes === null) throw refusedShape(subject, 'The mask is not base64');
  const png = await decodePng(bytes, `${subject}, mask`);
  if (png.channels !== 1)
    throw refusedShape(subject, `The mask has ${png.channels} channels, where one is expected`);
  if (png.width !== x1 - x0 + 1 || png.height !== y1 - y0 + 1) {
    throw refusedShape(
      subject,
      `The mask is ${png.width}x${png.height} px, its corners span ${x1 - x0 + 1}x${y1 - y0 + 1} px`,
    );
  }
  const writer = new SpanWriter();
  for (let row = Math.max(0, -y0); row < Math.min(png.height, size.height - y0); row++) {
    for (let column = Math.max(0, -x0); column < Math.min(png.width, size.width - x0); column++) {
      if (png.values[row * png.width + column] > 0) writer.add(y0 + row, x0 + column, x0 + column + 1);
    }
  }
  return writer.finish();
}

function twoPoints(
  points: LabelmeShape['points'],
  type: string,
  subject: string,
): [[number, number], [number, number]] {
  if (points.length !== 2)
    throw refusedShape(subject, `A ${type} has two points, this one has ${points.length}`);
  return [points[0], points[1]];
}

function refusedShape(subject: string, problem: string): BlemishError {
  return new BlemishError('input', { subject, problem, remedy: 'Correct this shape in labelme' });
}
