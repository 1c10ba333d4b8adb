import { mul } from '../graph/ops/arithmetic.ts';
import { input, type Tensor } from '../graph/tensor.ts';
import type { Random } from '../random.ts';

/** Silences whole channels while training; does nothing otherwise. */
export type Dropout = (x: Tensor) => Tensor;

export const noDropout: Dropout = (x) => x;

/**
 * Dropout2D whose coins are thrown outside the graph: each call adds an input [N, C, 1, 1] that `drawMasks` fills
 * from a seed, so that a step is a pure function of its inputs and can be repeated exactly.
 */
export class SpatialDropout {
  private readonly probability: number;
  private readonly masks: Tensor[] = [];

  constructor(probability: number) {
    this.probability = probability;
  }

  readonly apply: Dropout = (x) => {
    const mask = input(`dropout/${this.masks.length}`, [x.shape[0], x.shape[1], 1, 1]);
    this.masks.push(mask);
    return mul(x, mask);
  };

  /** One value per channel and mask: 0 with the dropout's probability, else 1 / (1 - probability). */
  drawMasks(random: Random): Record<string, Float32Array> {
    const kept = 1 / (1 - this.probability);
    return Object.fromEntries(
      this.masks.map(({ shape }, index) => [
        `dropout/${index}`,
        Float32Array.from({ length: shape[0] * shape[1] }, () =>
          random.chance(this.probability) ? 0 : kept,
        ),
      ]),
    );
  }
}
