import type { Random } from '../../random.ts';
import { type Field, filled } from './field.ts';

/** The Voronoi cells of scattered points: grains, crystals, scales. */
export interface Cells {
  /** How far inside its cell a pixel lies: 0 on a border, about 1 in the middle. */
  readonly depth: Field;
  /** A number of its own for each cell, in [0, 1). */
  readonly tone: Field;
}

/** Cells about `pitch` px wide; `disorder` from 0 (a square lattice) to 1. Source: Worley, SIGGRAPH 1996 (F2 - F1). */
export function cells(side: number, pitch: number, disorder: number, source: Random): Cells {
  const columns = Math.ceil(side / pitch) + 3;
  const points = scatter(columns, disorder, source);
  const depth = filled(side, side);
  const tone = filled(side, side);
  for (let y = 0; y < side; y++) {
    const v = y / pitch + 1;
    for (let x = 0; x < side; x++) {
      const u = x / pitch + 1;
      const corner = (Math.floor(v) - 1) * columns + Math.floor(u) - 1;
      let nearest = Infinity;
      let second = Infinity;
      let owner = 0;
      for (let k = 0; k < 9; k++) {
        const at = corner + ((k / 3) | 0) * columns + (k % 3);
        const distance = (points.x[at] - u) ** 2 + (points.y[at] - v) ** 2;
        if (distance < nearest) {
          second = nearest;
          nearest = distance;
          owner = at;
        } else if (distance < second) second = distance;
      }
      depth.data[y * side + x] = Math.sqrt(second) - Math.sqrt(nearest);
      tone.data[y * side + x] = points.tone[owner];
    }
  }
  return { depth, tone };
}

function scatter(columns: number, disorder: number, source: Random) {
  const count = columns ** 2;
  const points = { x: new Float32Array(count), y: new Float32Array(count), tone: new Float32Array(count) };
  for (let i = 0; i < count; i++) {
    points.x[i] = (i % columns) + 0.5 + disorder * source.between(-0.5, 0.5);
    points.y[i] = Math.floor(i / columns) + 0.5 + disorder * source.between(-0.5, 0.5);
    points.tone[i] = source.uniform();
  }
  return points;
}
