import type { Field } from './field.ts';

/** Where the light comes from, as a unit vector in the picture: x to the right, y down. */
export interface Light {
  readonly x: number;
  readonly y: number;
}

export function lightFrom(angle: number): Light {
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

/** Heights seen under grazing light: slopes that face it are above 0, those turned away below. */
export function relief({ width, height, data }: Field, light: Light): Field {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const slopeX = data[row + Math.min(width - 1, x + 1)] - data[row + Math.max(0, x - 1)];
      const slopeY = data[below + x] - data[above + x];
      out[row + x] = -0.5 * (slopeX * light.x + slopeY * light.y);
    }
  }
  return { width, height, data: out };
}
