/** Two regions, by their place in their lists, and the pixels they share (at least one). */
export interface Overlap {
  readonly truth: number;
  readonly prediction: number;
  readonly areaPx: number;
}

/**
 * Every pair of a true and a predicted region that share pixels, by prediction, then by truth.
 * @param truth pixel indices of regions that do not share any, in a frame of `size` px
 */
export function overlapsOf(
  truth: readonly Int32Array[],
  prediction: readonly Int32Array[],
  size: number,
): Overlap[] {
  const owners = new Int32Array(size);
  truth.forEach((pixels, region) => {
    for (const i of pixels) owners[i] = region + 1;
  });
  const shared = new Int32Array(truth.length + 1);
  return prediction.flatMap((pixels, region) => {
    const touched: number[] = [];
    for (const i of pixels) {
      const owner = owners[i];
      if (owner === 0) continue;
      if (shared[owner]++ === 0) touched.push(owner);
    }
    return touched
      .sort((a, b) => a - b)
      .map((owner) => {
        const areaPx = shared[owner];
        shared[owner] = 0;
        return { truth: owner - 1, prediction: region, areaPx };
      });
  });
}
