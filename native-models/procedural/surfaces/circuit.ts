import { logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { whiteNoise } from '../fields/white-noise.ts';
import { type Surface, toned } from './surface.ts';

const CELLS = 128;
/** A pad comes where a cell's noise is above this. */
const PAD = 1.1;

/** Printed circuits, etched or laser-structured layers: tracks on a grid that meet, end and carry pads. */
export const circuit: Surface = (side, _light, source) => {
  const pitch = logUniform(8, 40, source);
  const halfTrack = source.between(0.08, 0.3);
  const pad = halfTrack + source.between(0.05, 0.2);
  const rightward = whiteNoise(CELLS * CELLS, source);
  const downward = whiteNoise(CELLS * CELLS, source);
  const pads = whiteNoise(CELLS * CELLS, source);
  const sparsity = source.between(-0.3, 0.6);
  const phase = pitch * source.uniform();
  const tracks = filled(side, side);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const u = (x + phase) / pitch + 1;
      const v = (y + phase) / pitch + 1;
      const cell = (Math.floor(v) % CELLS) * CELLS + (Math.floor(u) % CELLS);
      const dx = u - Math.floor(u) - 0.5;
      const dy = v - Math.floor(v) - 0.5;
      const across = rightward[dx > 0 ? cell : cell - 1] > sparsity ? Math.abs(dy) : Infinity;
      const along = downward[dy > 0 ? cell : cell - CELLS] > sparsity ? Math.abs(dx) : Infinity;
      const inside = Math.max(
        halfTrack - Math.min(across, along),
        pads[cell] > PAD ? pad - Math.sqrt(dx * dx + dy * dy) : -1,
      );
      tracks.data[at] = Math.min(1, Math.max(0, inside * pitch + 0.5));
    }
  return toned(
    side,
    source.between(0.2, 0.65),
    [tracks, source.between(-0.25, 0.4)],
    [latticeNoise(side, side, 1.5, 1.5, source), logUniform(0.004, 0.03, source)],
    [latticeNoise(side, side, 60, 60, source), source.between(0, 0.03)],
  );
};
