/** A plane of values, row-major: tones of a picture, heights, coverage. */
export interface Field {
  readonly width: number;
  readonly height: number;
  /** `width * height` values. */
  readonly data: Float32Array;
}

export function filled(width: number, height: number, value = 0): Field {
  return { width, height, data: new Float32Array(width * height).fill(value) };
}

export function copied({ width, height, data }: Field): Field {
  return { width, height, data: data.slice() };
}

/** Adds `weight` times the other field, in place; both have one size. */
export function addScaled(field: Field, other: Field, weight: number): void {
  const { data } = field;
  for (let i = 0; i < data.length; i++) data[i] += weight * other.data[i];
}
