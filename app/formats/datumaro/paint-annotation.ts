import { checkedCounts, decodeCounts } from '../coco/rle.ts';
import type { Size } from '../named-pictures.ts';
import { type ObjectPainter, turnedBox } from '../object-painter.ts';
import { type DatumaroAnnotation, wrongDatumaro } from './schema.ts';

/**
 * Paints an annotation that has an area, and reports one that has not.
 *
 * @throws {BlemishError} 'input' where its coordinates or runs are missing or wrong.
 */
export function paintAnnotation(
  { type, rle, points, bbox }: DatumaroAnnotation,
  value: number,
  { width, height }: Size,
  painter: ObjectPainter,
  place: string,
): void {
  switch (type) {
    case 'mask': {
      if (rle === undefined) throw wrongDatumaro(place, 'The mask has no rle');
      if (rle.size[0] !== height || rle.size[1] !== width) {
        throw wrongDatumaro(
          place,
          `The mask is of ${rle.size[1]}x${rle.size[0]} px, the picture ${width}x${height}`,
        );
      }
      const pixels = width * height;
      const counts =
        typeof rle.counts === 'string'
          ? decodeCounts(rle.counts, pixels, place)
          : checkedCounts(rle.counts, pixels, place);
      painter.paintColumnRuns(counts, value, place);
      break;
    }
    case 'polygon':
      if (points === undefined || points.length % 2 === 1) {
        throw wrongDatumaro(place, 'The polygon has no points, or a point without its y');
      }
      painter.paintPolygon(points, value, place);
      break;
    case 'bbox': {
      if (bbox === undefined) throw wrongDatumaro(place, 'The box has no bbox');
      const [x, y, boxWidth, boxHeight] = bbox;
      painter.tell('changed', 'A box is read as a filled rectangle', place);
      painter.paintPolygon(turnedBox({ x, y, width: boxWidth, height: boxHeight }, 0, [x, y]), value, place);
      break;
    }
    case 'ellipse': {
      if (points?.length !== 4) throw wrongDatumaro(place, 'The ellipse has no box of two points');
      const [left, top, right, bottom] = points;
      const centre = [(left + right) / 2, (top + bottom) / 2] as const;
      const radii = [Math.abs(right - left) / 2, Math.abs(bottom - top) / 2] as const;
      painter.paintEllipse(centre, radii, 0, value, place);
      break;
    }
    default:
      painter.tell('lost', 'An annotation without area (label, point, line, caption) is left out', place);
  }
}
