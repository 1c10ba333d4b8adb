import type { Random } from '../../random.ts';
import { blurred, smeared } from '../fields/blur.ts';
import { type Field, filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import type { Exposure } from './exposure.ts';

/** Takes pictures of scenes of `side` px, all under the same light and with the same noise; values end in 0..1. */
export function camera(side: number, exposure: Exposure, source: Random): (scene: Field) => Field {
  const light = illumination(side, exposure);
  const noise = sensorNoise(side, exposure, source);
  return (scene) => expose(focus(lit(scene, light), exposure), noise, exposure);
}

function illumination(side: number, { gradient, gradientAngle, vignette }: Exposure): Field {
  const light = filled(side, side);
  const cos = (gradient * Math.cos(gradientAngle)) / side;
  const sin = (gradient * Math.sin(gradientAngle)) / side;
  const middle = (side - 1) / 2;
  const falloff = vignette / (2 * middle ** 2);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const dx = x - middle;
      const dy = y - middle;
      light.data[at] = (1 + dx * cos + dy * sin) * (1 - falloff * (dx * dx + dy * dy));
    }
  return light;
}

function sensorNoise(side: number, { noise, coarseNoise }: Exposure, source: Random): Field {
  if (noise === 0) return filled(side, side);
  const cell = coarseNoise ? 2 : 1;
  return latticeNoise(side, side, cell, cell, source);
}

function lit({ width, height, data }: Field, light: Field): Field {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = data[i] * light.data[i];
  return { width, height, data: out };
}

function focus(scene: Field, { blur, motionX, motionY }: Exposure): Field {
  const still = motionX === 0 && motionY === 0 ? scene : smeared(scene, motionX, motionY);
  return blur === 0 ? still : blurred(still, blur);
}

/** In place. */
function expose(scene: Field, noise: Field, exposure: Exposure): Field {
  const { gain, pivot, noise: level } = exposure;
  const curve = toneCurve(exposure);
  const { data } = scene;
  for (let i = 0; i < data.length; i++) {
    const place = CURVE_STEPS * Math.min(1, Math.max(0, pivot + gain * (data[i] - pivot)));
    const step = place | 0;
    const tone = curve[step] + (place - step) * (curve[step + 1] - curve[step]);
    const shotNoise = level * (0.5 + 0.5 * tone) * noise.data[i];
    data[i] = Math.min(1, Math.max(0, tone + shotNoise));
  }
  return scene;
}

const CURVE_STEPS = 1024;

/** The gamma curve at equal steps from 0 to 1, with one beyond. */
function toneCurve({ gamma }: Exposure): Float32Array {
  return Float32Array.from({ length: CURVE_STEPS + 2 }, (_, i) => (i / CURVE_STEPS) ** gamma);
}
