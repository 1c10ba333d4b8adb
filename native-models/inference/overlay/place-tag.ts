import type { Box } from '../../../app/mask/component-shape.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the tag of an instance goes, px: beside its outline, else onto it. Undefined where it would hide another tag,
 * hide an instance that lies apart from its own, or leave the canvas.
 */
export function placeTag(
  tag: Size,
  outline: Box,
  canvas: Size,
  tags: readonly Box[],
  outlines: readonly Box[],
): Box | undefined {
  const apart = outlines.filter((other) => !meet(other, outline));
  const places = [...beside(tag, outline, canvas), onto(tag, outline, canvas)].filter(
    (place) => isInside(place, canvas) && !meetsAny(place, tags) && !meetsAny(place, apart),
  );
  return places.find((place) => !meetsAny(place, outlines)) ?? places.at(0);
}

/** Above, below, right, left: flush with the outline, yet within the canvas along it. */
function beside(tag: Size, outline: Box, canvas: Size): Box[] {
  const x = clamp(outline.x, canvas.width - tag.width);
  const y = clamp(outline.y, canvas.height - tag.height);
  return [
    { ...tag, x, y: outline.y - tag.height },
    { ...tag, x, y: outline.y + outline.height },
    { ...tag, x: outline.x + outline.width, y },
    { ...tag, x: outline.x - tag.width, y },
  ];
}

/** The upper left corner of the outline, where it has left no room around it. */
function onto(tag: Size, outline: Box, canvas: Size): Box {
  return {
    ...tag,
    x: clamp(outline.x, canvas.width - tag.width),
    y: clamp(outline.y, canvas.height - tag.height),
  };
}

function isInside({ x, y, width, height }: Box, canvas: Size): boolean {
  return x >= 0 && y >= 0 && x + width <= canvas.width && y + height <= canvas.height;
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function meetsAny(box: Box, others: readonly Box[]): boolean {
  return others.some((other) => meet(box, other));
}

function clamp(value: number, largest: number): number {
  return Math.min(Math.max(value, 0), largest);
}
