import type { ClassView } from './class-view.ts';
import type { InstanceShape } from './instances/instance-shape.ts';

/** An instance of an image, labelled or predicted at the operating point, with its size, place and direction. */
export interface ListedInstance {
  readonly classId: number;
  readonly side: 'truth' | 'prediction';
  /** One of the other side was matched with it. */
  readonly matched: boolean;
  readonly shape: InstanceShape;
}

/** By class, the labelled ones of each first. */
export function listInstances(views: readonly ClassView[]): ListedInstance[] {
  return views.flatMap(({ classId, instances }) => {
    if (instances === null) return [];
    const [missed, falseCalls] = [new Set(instances.matches.missed), new Set(instances.matches.falseCalls)];
    return [
      ...instances.truth.map((shape, i) => listed(classId, 'truth', !missed.has(i), shape)),
      ...instances.prediction.map((shape, i) => listed(classId, 'prediction', !falseCalls.has(i), shape)),
    ];
  });
}

function listed(
  classId: number,
  side: ListedInstance['side'],
  matched: boolean,
  shape: InstanceShape,
): ListedInstance {
  return { classId, side, matched, shape };
}
