import type { Kernels } from './kernel.ts';
import { atBroadcast, broadcastShape, sumOver, tabulate } from './nd-array.ts';

export const matmul: Kernels = {
  MatMul: ([a, b]) => {
    const [rows, inner] = a.shape.slice(-2);
    const columns = b.shape[b.shape.length - 1];
    const batch = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
    return [
      tabulate([...batch, rows, columns], (index) => {
        const before = index.slice(0, -2);
        const [row, column] = index.slice(-2);
        return sumOver(
          [inner],
          ([k]) => atBroadcast(a, [...before, row, k]) * atBroadcast(b, [...before, k, column]),
        );
      }),
    ];
  },
};
