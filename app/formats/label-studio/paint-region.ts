import type { Size } from '../named-pictures.ts';
import { type ObjectPainter, turnedBox } from '../object-painter.ts';
import { decodeBrush } from './brush-rle.ts';
import { labelOf, labelsOf } from './region-label.ts';
import type { Region, RegionValue } from './task-schema.ts';
import { wrongTask } from './tasks.ts';

/**
 * Paints a region that has a label and an area, and reports one that has not. Coordinates are in percent.
 *
 * @throws {BlemishError} 'input' where its brush code is damaged, or coordinates are missing.
 */
export function paintRegion(
  region: Region,
  labelValue: number,
  size: Size,
  painter: ObjectPainter,
  place: string,
): void {
  const { value } = region;
  if (value === undefined || labelOf(region) === null) {
    painter.tell('lost', 'A region without area or label (choice, text, key point) is left out', place);
    return;
  }
  if ((region.image_rotation ?? 0) !== 0) {
    painter.tell('lost', 'A region on a turned picture is left out', place);
    return;
  }
  if (labelsOf(region).length > 1) {
    painter.tell('lost', 'Of several labels of a region the first counts', place);
  }
  if (value.rle !== undefined) paintBrush(value.rle, labelValue, size, painter, place);
  else if (value.points !== undefined) {
    const corners = value.points.flatMap(([x, y]) => [across(x, size), down(y, size)]);
    painter.paintPolygon(corners, labelValue, place);
  } else if (value.radiusX !== undefined) paintEllipse(value, labelValue, size, painter, place);
  else paintRectangle(value, labelValue, size, painter, place);
}

function paintBrush(
  rle: readonly number[],
  labelValue: number,
  { width, height }: Size,
  painter: ObjectPainter,
  place: string,
): void {
  try {
    const { counts, cutAlphaValues } = decodeBrush(rle, width * height);
    if (cutAlphaValues > 0) {
      painter.tell('changed', 'Half transparent brush pixels are cut at alpha 128', place);
    }
    painter.paintRowRuns(counts, { x: 0, y: 0, width, height }, labelValue, place);
  } catch (error) {
    if (error instanceof RangeError) throw wrongTask(place, `The brush is damaged: ${error.message}`);
    throw error;
  }
}

function paintEllipse(
  value: RegionValue,
  labelValue: number,
  size: Size,
  painter: ObjectPainter,
  place: string,
): void {
  const { x, y, radiusX, radiusY, rotation = 0 } = value;
  if (x === undefined || y === undefined || radiusX === undefined || radiusY === undefined) {
    throw wrongTask(place, 'The ellipse has no x, y, radiusX and radiusY');
  }
  painter.paintEllipse(
    [across(x, size), down(y, size)],
    [across(radiusX, size), down(radiusY, size)],
    rotation,
    labelValue,
    place,
  );
}

/** A rectangle turns about its upper left corner. */
function paintRectangle(
  value: RegionValue,
  labelValue: number,
  size: Size,
  painter: ObjectPainter,
  place: string,
): void {
  const { x, y, width, height, rotation = 0 } = value;
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    throw wrongTask(place, 'The region has neither a brush code, points, radii, nor x, y, width and height');
  }
  const [left, top] = [across(x, size), down(y, size)];
  const box = { x: left, y: top, width: across(width, size), height: down(height, size) };
  painter.tell('changed', 'A box is read as a filled rectangle', place);
  painter.paintPolygon(turnedBox(box, rotation, [left, top]), labelValue, place);
}

function across(percent: number, { width }: Size): number {
  return (percent / 100) * width;
}

function down(percent: number, { height }: Size): number {
  return (percent / 100) * height;
}
