import type { Random } from '../random.ts';
import { anyAngle } from './draws.ts';
import type { Field } from './fields/field.ts';
import { type Light, lightFrom } from './fields/relief.ts';
import { spreadOf } from './fields/spread.ts';
import { drawPartOutline, type Part } from './structures/part-outline.ts';
import { chooseStructures } from './structures/choose-structures.ts';
import { chooseSurface } from './surfaces/choose-surface.ts';

/** A flawless surface with all that harmlessly belongs to it, before a camera sees it. */
export interface Scene {
  readonly tones: Field;
  readonly light: Light;
  /** The workpiece, where the picture also shows what lies behind it. */
  readonly part: Part | undefined;
}

/** `side` in px. */
export function drawScene(side: number, source: Random): Scene {
  const light = lightFrom(anyAngle(source));
  const tones = chooseSurface(source)(side, light, source);
  for (const structure of chooseStructures(source)) structure(tones, light, source);
  if (source.chance(0.75)) setBrightness(tones, source.between(0.28, 0.68));
  const part = source.chance(0.35) ? drawPartOutline(tones, source) : undefined;
  return { tones, light, part };
}

/** As a person sets the lamp or the exposure: near a mean tone, as far as that goes. */
function setBrightness({ data }: Field, mean: number): void {
  const factor = Math.min(1.7, Math.max(0.6, mean / (spreadOf(data).mean + 1e-3)));
  for (let i = 0; i < data.length; i++) data[i] *= factor;
}
