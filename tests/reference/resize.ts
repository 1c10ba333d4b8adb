import type { Shape } from '../../native-models/graph/tensor.ts';
import type { Kernels } from './kernel.ts';
import { at, forEachIndex, positionOf, tabulate } from './nd-array.ts';

export const resize: Kernels = {
  Resize: ([x], attributes) => {
    const [height, width] = attributes.size as readonly number[];
    return [
      tabulate([x.shape[0], x.shape[1], height, width], ([n, channel, row, column]) => {
        let value = 0;
        for (const y of neighbours(row, x.shape[2], height)) {
          for (const z of neighbours(column, x.shape[3], width)) {
            value += y.weight * z.weight * at(x, n, channel, y.position, z.position);
          }
        }
        return value;
      }),
    ];
  },
  /** Each pixel of dy gives back to the four pixels from which it was mixed. */
  ResizeGradient: ([dy], attributes) => {
    const dx = tabulate(attributes.shape as Shape, () => 0);
    forEachIndex(dy.shape, ([n, channel, row, column]) => {
      for (const y of neighbours(row, dx.shape[2], dy.shape[2])) {
        for (const z of neighbours(column, dx.shape[3], dy.shape[3])) {
          dx.data[positionOf(dx.shape, [n, channel, y.position, z.position])] +=
            y.weight * z.weight * at(dy, n, channel, row, column);
        }
      }
    });
    return [dx];
  },
};

/** The two pixels between whose centres the centre of a resized pixel lies; beyond the edge the edge repeats. */
function neighbours(resized: number, from: number, to: number): { position: number; weight: number }[] {
  const centre = ((resized + 0.5) * from) / to - 0.5;
  const low = Math.floor(centre);
  const inside = (position: number): number => Math.min(Math.max(position, 0), from - 1);
  return [
    { position: inside(low), weight: low + 1 - centre },
    { position: inside(low + 1), weight: centre - low },
  ];
}
