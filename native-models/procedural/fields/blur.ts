import type { Field } from './field.ts';

/** Gaussian blur; `sigma` in px. The border repeats. */
export function blurred(field: Field, sigma: number): Field {
  const kernel = gaussian(sigma);
  return blurDown(blurAcross(field, kernel), kernel);
}

/** A camera or part that moved by (`dx`, `dy`) px during the exposure. The border repeats. */
export function smeared(field: Field, dx: number, dy: number): Field {
  const { width, height, data } = field;
  const steps = Math.max(2, Math.ceil(Math.hypot(dx, dy)) + 1);
  const sum = new Float32Array(data.length);
  for (let step = 0; step < steps; step++) {
    const along = step / (steps - 1) - 0.5;
    addShifted(sum, data, width, height, Math.round(along * dx), Math.round(along * dy));
  }
  for (let i = 0; i < sum.length; i++) sum[i] /= steps;
  return { width, height, data: sum };
}

/** One half of a symmetric kernel, the centre first, summing to 1 when mirrored. */
function gaussian(sigma: number): number[] {
  const radius = Math.max(1, Math.ceil(2.5 * sigma));
  const half = Array.from({ length: radius + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
  const total = 2 * half.reduce((a, b) => a + b) - half[0];
  return half.map((weight) => weight / total);
}

function blurAcross({ width, height, data }: Field, kernel: number[]): Field {
  const radius = kernel.length - 1;
  const out = new Float32Array(data.length);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    padded.fill(data[row], 0, radius);
    padded.set(data.subarray(row, row + width), radius);
    padded.fill(data[row + width - 1], radius + width);
    for (let x = 0; x < width; x++) {
      let sum = kernel[0] * padded[x + radius];
      for (let k = 1; k <= radius; k++) sum += kernel[k] * (padded[x + radius - k] + padded[x + radius + k]);
      out[row + x] = sum;
    }
  }
  return { width, height, data: out };
}

function blurDown({ width, height, data }: Field, kernel: number[]): Field {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) out[row + x] = kernel[0] * data[row + x];
    for (let k = 1; k < kernel.length; k++) {
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      const weight = kernel[k];
      for (let x = 0; x < width; x++) out[row + x] += weight * (data[above + x] + data[below + x]);
    }
  }
  return { width, height, data: out };
}

function addShifted(
  sum: Float32Array,
  data: Float32Array,
  width: number,
  height: number,
  dx: number,
  dy: number,
): void {
  for (let y = 0; y < height; y++) {
    const from = Math.min(height - 1, Math.max(0, y + dy)) * width;
    for (let x = 0; x < width; x++)
      sum[y * width + x] += data[from + Math.min(width - 1, Math.max(0, x + dx))];
  }
}
