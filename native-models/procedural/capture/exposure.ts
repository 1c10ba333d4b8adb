import type { Random } from '../../random.ts';
import { anyAngle, logUniform } from '../draws.ts';

/** How one picture is lit and taken: drawn before the defects, which must stand out from its noise. */
export interface Exposure {
  /** Change of the light across the picture, as a share of it, and the way it rises, radians. */
  readonly gradient: number;
  readonly gradientAngle: number;
  /** Loss of light in the corners, 0..1. */
  readonly vignette: number;
  /** Deviation of the defocus, px; 0 is sharp. */
  readonly blur: number;
  /** Motion during the exposure, px. */
  readonly motionX: number;
  readonly motionY: number;
  /** Contrast kept, about the tone `pivot`. */
  readonly gain: number;
  readonly pivot: number;
  readonly gamma: number;
  /** Deviation of the sensor's noise at full tone, 0..1. */
  readonly noise: number;
  /** Noise that spans two pixels, as from demosaicing or compression. */
  readonly coarseNoise: boolean;
}

export function drawExposure(source: Random): Exposure {
  const moving = source.chance(0.12);
  const motion = source.between(2, 6);
  const motionAngle = anyAngle(source);
  return {
    gradient: source.chance(0.5) ? source.between(0, 0.5) : 0,
    gradientAngle: anyAngle(source),
    vignette: source.chance(0.35) ? source.between(0.05, 0.5) : 0,
    blur: source.chance(0.45) ? logUniform(0.4, 1.4, source) : 0,
    motionX: moving ? motion * Math.cos(motionAngle) : 0,
    motionY: moving ? motion * Math.sin(motionAngle) : 0,
    gain: source.chance(0.25) ? source.between(0.35, 1) : source.between(0.8, 1.3),
    pivot: source.between(0.3, 0.6),
    gamma: source.chance(0.5) ? logUniform(0.6, 1.7, source) : 1,
    noise: source.chance(0.85) ? logUniform(0.002, 0.035, source) : 0,
    coarseNoise: source.chance(0.3),
  };
}
