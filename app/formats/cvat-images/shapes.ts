import { z } from 'zod';
import type { Box } from '../../mask/component-shape.ts';
import { turnedBox } from '../object-painter.ts';
import { type CvatElement, wrongCvat } from './parse-cvat.ts';

interface Placed {
  readonly label: string;
  readonly zOrder: number;
  /** Shapes of one group and label are one object; null where the shape is one by itself. */
  readonly group: string | null;
  /** File and line. */
  readonly place: string;
}

/** A shape of CVAT's that has an area. */
export type CvatShape =
  | (Placed & { readonly kind: 'box' | 'polygon'; readonly corners: readonly number[] })
  | (Placed & {
      readonly kind: 'ellipse';
      readonly centre: readonly [number, number];
      readonly radii: readonly [number, number];
      readonly angle: number;
    })
  | (Placed & { readonly kind: 'mask'; readonly box: Box; readonly counts: readonly number[] });

const number = z
  .string()
  .trim()
  .regex(/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i, 'is not a number')
  .transform(Number)
  .pipe(z.number('is not a number'));
const whole = number.pipe(z.int('is not a whole number').min(0, 'is negative'));

const placed = z.object({ label: z.string(), z_order: number.default(0), group_id: z.string().optional() });
const box = placed.extend({
  xtl: number,
  ytl: number,
  xbr: number,
  ybr: number,
  rotation: number.default(0),
});
const polygon = placed.extend({ points: z.string() });
const ellipse = placed.extend({
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  rotation: number.default(0),
});
const mask = placed.extend({ rle: z.string(), left: whole, top: whole, width: whole, height: whole });

/**
 * The shape that an element says; null where it has no area (tag, points, polyline, skeleton, cuboid).
 *
 * @throws {BlemishError} 'input' with file and line, where an attribute is missing or no number.
 */
export function shapeOf(element: CvatElement, file: string): CvatShape | null {
  const place = `${file}, line ${element.line}`;
  switch (element.name) {
    case 'box': {
      const { xtl, ytl, xbr, ybr, rotation, ...rest } = parsed(box, element, place);
      const upright = { x: xtl, y: ytl, width: xbr - xtl, height: ybr - ytl };
      const corners = turnedBox(upright, rotation, [(xtl + xbr) / 2, (ytl + ybr) / 2]);
      return { kind: 'box', corners, ...placedOf(rest, place) };
    }
    case 'polygon': {
      const { points, ...rest } = parsed(polygon, element, place);
      return { kind: 'polygon', corners: pointsOf(points, place), ...placedOf(rest, place) };
    }
    case 'ellipse': {
      const { cx, cy, rx, ry, rotation: angle, ...rest } = parsed(ellipse, element, place);
      return { kind: 'ellipse', centre: [cx, cy], radii: [rx, ry], angle, ...placedOf(rest, place) };
    }
    case 'mask': {
      const { rle, left, top, width, height, ...rest } = parsed(mask, element, place);
      const counts = countsOf(rle, place);
      return { kind: 'mask', box: { x: left, y: top, width, height }, counts, ...placedOf(rest, place) };
    }
    default:
      return null;
  }
}

function placedOf({ label, z_order, group_id }: z.infer<typeof placed>, place: string): Placed {
  const group = group_id === undefined || group_id === '0' ? null : group_id;
  return { label, zOrder: z_order, group, place };
}

function parsed<T>(schema: z.ZodType<T>, { name, attributes }: CvatElement, place: string): T {
  const result = schema.safeParse(attributes);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  const attribute = String(path[0]);
  throw wrongCvat(
    place,
    attribute in attributes
      ? `The ${attribute} of <${name}> ${message}: "${attributes[attribute].slice(0, 40)}"`
      : `<${name}> has no ${attribute}`,
  );
}

/** "x,y;x,y;..." */
function pointsOf(text: string, place: string): number[] {
  return text.split(';').flatMap((point, index) => {
    const coordinates = point.split(',').map((part) => number.safeParse(part));
    const [x, y] = coordinates;
    if (coordinates.length !== 2 || !x.success || !y.success) {
      throw wrongCvat(place, `Point ${index + 1} is "${point.slice(0, 40)}", where "x,y" is expected`);
    }
    return [x.data, y.data];
  });
}

/** "outside,inside,outside,...", with or without spaces. */
function countsOf(text: string, place: string): number[] {
  return text.split(',').map((part, index) => {
    const count = /^\s*\d{1,10}\s*$/.test(part) ? Number(part) : -1;
    if (count >= 0) return count;
    throw wrongCvat(
      place,
      `Run ${index + 1} of the mask is "${part.trim().slice(0, 40)}", no number of pixels`,
    );
  });
}
