import type { ClassStatistics } from '../domain/annotation.ts';
import { componentShape } from '../mask/component-shape.ts';
import type { RunLengthMap } from '../mask/run-length-map.ts';
import { classSides } from './class-comparison.ts';
import { groupComponents } from './instances/group-components.ts';

/**
 * What a label map shows of each class in it, in ascending order of class ids.
 * @param bridges by class id: pieces nearer than this, px, count as one instance; none are joined where absent
 */
export function classStatistics(map: RunLengthMap, bridges: ReadonlyMap<number, number>): ClassStatistics[] {
  return classSides(map).map(({ classId, frame, side }) => {
    const distance = bridges.get(classId) ?? 0;
    const shapes = groupComponents(side, frame.width, { distance }).map((pixels) =>
      componentShape(pixels, frame.width),
    );
    return {
      classId,
      pixels: side.areaPx,
      instances: shapes.length,
      largestAreaPx: largest(shapes.map(({ areaPx }) => areaPx)),
      largestLengthPx: largest(shapes.map(({ lengthPx }) => lengthPx)),
    };
  });
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
