import { sizeOf } from '../graph/tensor.ts';
import type { Initializer } from './parameters.ts';

/** He et al. 2015 for [O, I, kh, kw], by the values a unit sends out: deviation sqrt(2 / (O kh kw)) (brief 3.7). */
export const kaimingFanOut: Initializer = (shape, random) => {
  const deviation = Math.sqrt(2 / (shape[0] * sizeOf(shape.slice(2))));
  return Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal());
};

export const zeros: Initializer = (shape) => new Float32Array(sizeOf(shape));

export const ones: Initializer = (shape) => new Float32Array(sizeOf(shape)).fill(1);
