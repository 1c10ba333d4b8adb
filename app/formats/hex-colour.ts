import type { Rgb } from '../domain/class-colours.ts';

/** The colour of "#rrggbb"; null for any other text. */
export function hexColour(text: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (match === null) return null;
  const [red, green, blue] = match.slice(1).map((digits) => Number.parseInt(digits, 16));
  return [red, green, blue];
}
