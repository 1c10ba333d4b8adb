import { z } from 'zod';
import { type ComponentShape, type Scale, componentShape } from '../mask/component-shape.ts';
import { componentPixels } from '../mask/components.ts';
import { BACKGROUND, type LabelMap } from '../mask/label-map.ts';

/**
 * When a class counts as found: its instances are the components of p >= t0, and one counts when at least
 * `minAreaPx` of its pixels have p >= t. As t0 stays fixed, instances neither merge nor split as t moves.
 */
export const operatingPointSchema = z
  .strictObject({
    /** Low threshold, probability. */
    t0: z.number().gt(0).max(1),
    /** High threshold, probability. */
    t: z.number().gt(0).max(1),
    minAreaPx: z.int().positive(),
  })
  .refine(({ t0, t }) => t0 <= t, { message: 't must not be below t0', path: ['t'] });

export type OperatingPoint = Readonly<z.infer<typeof operatingPointSchema>>;

/** The even odds that a prediction means on its own, reaching out to less certain borders; every speck counts. */
export const DEFAULT_OPERATING_POINT: OperatingPoint = { t0: 0.3, t: 0.5, minAreaPx: 1 };

/** Class probabilities of one image at native resolution; channel c is class id c, channel 0 background. */
export interface ClassProbabilities {
  readonly numClasses: number;
  readonly width: number;
  readonly height: number;
  /** `[numClasses, height, width]`, 0..1. */
  readonly data: Float32Array;
}

/** A component that counts; area, box and length are of its pixels with p >= t0. */
export interface Instance extends ComponentShape {
  readonly classId: number;
  /** The highest t at which it still counts: the `minAreaPx`-th largest probability of its pixels. */
  readonly score: number;
  /** Row-major indices of its pixels, ascending. */
  readonly pixels: Int32Array;
}

export interface InstancePrediction {
  /** By class id, then by first pixel. */
  readonly instances: readonly Instance[];
  /** Every instance painted with its class; where several claim a pixel, the most probable class has it. */
  readonly labels: LabelMap;
}

/** What to look for and where. */
export interface InstanceOptions {
  /** By class id; a class without one has the default. */
  readonly operatingPoints?: ReadonlyMap<number, OperatingPoint>;
  /** `width * height`, nonzero = inspected; all other pixels are left out before components form. */
  readonly region?: Uint8Array;
  /** Gives the instances their sizes in mm. */
  readonly scale?: Scale;
}

/** The prediction of an image at an operating point per class (design section 5). */
export function predictInstances(
  probabilities: ClassProbabilities,
  options: InstanceOptions = {},
): InstancePrediction {
  return countingInstances(candidateInstances(probabilities, options), probabilities, options);
}

/** The instances that would count at some t from t0 on: those of at least `minAreaPx` pixels, in the same order. */
export function candidateInstances(
  probabilities: ClassProbabilities,
  options: InstanceOptions = {},
): Instance[] {
  const instances: Instance[] = [];
  for (let classId = BACKGROUND + 1; classId < probabilities.numClasses; classId++) {
    const candidates = candidatesOf(classId, pointOf(classId, options), probabilities, options);
    for (const instance of candidates) instances.push(instance);
  }
  return instances;
}

/** Those of the candidates that count at the operating points, painted. */
export function countingInstances(
  candidates: readonly Instance[],
  probabilities: ClassProbabilities,
  options: InstanceOptions = {},
): InstancePrediction {
  const instances = candidates.filter(({ classId, score }) => score >= pointOf(classId, options).t);
  return { instances, labels: paint(instances, probabilities) };
}

/** The operating point of a class. */
export function pointOf(
  classId: number,
  { operatingPoints }: Pick<InstanceOptions, 'operatingPoints'>,
): OperatingPoint {
  return operatingPoints?.get(classId) ?? DEFAULT_OPERATING_POINT;
}

function candidatesOf(
  classId: number,
  point: OperatingPoint,
  probabilities: ClassProbabilities,
  { region, scale }: InstanceOptions,
): Instance[] {
  const { width, height } = probabilities;
  const plane = classPlane(probabilities, classId);
  const candidates = new Uint8Array(plane.length);
  for (let i = 0; i < plane.length; i++) {
    if (plane[i] >= point.t0 && region?.[i] !== 0) candidates[i] = 1;
  }
  return componentPixels(candidates, width, height)
    .filter((pixels) => pixels.length >= point.minAreaPx)
    .map((pixels) => ({
      classId,
      score: kthLargest(plane, pixels, point.minAreaPx),
      pixels,
      ...componentShape(pixels, width, scale),
    }));
}

function classPlane({ width, height, data }: ClassProbabilities, classId: number): Float32Array {
  return data.subarray(classId * width * height, (classId + 1) * width * height);
}

function kthLargest(plane: Float32Array, pixels: Int32Array, k: number): number {
  const ascending = Float32Array.from(pixels, (pixel) => plane[pixel]).sort();
  return ascending[ascending.length - k];
}

function paint(instances: readonly Instance[], probabilities: ClassProbabilities): LabelMap {
  const { width, height } = probabilities;
  const data = new Uint8Array(width * height).fill(BACKGROUND);
  const highest = new Float32Array(width * height);
  for (const { classId, pixels } of instances) {
    const plane = classPlane(probabilities, classId);
    for (const pixel of pixels) {
      if (plane[pixel] <= highest[pixel]) continue;
      highest[pixel] = plane[pixel];
      data[pixel] = classId;
    }
  }
  return { width, height, data };
}
